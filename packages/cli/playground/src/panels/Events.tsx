/**
 * What a person, the business and the world can do besides writing words.
 *
 * @module
 */
import type { Json } from "../../../src/dev/Protocol.ts"
import * as Loaded from "../chat/Loaded.ts"
import { type Desk, useDesk } from "../desk/Desk.ts"
import { Faults } from "./Faults.tsx"
import { Form, Group } from "./Form.tsx"

const files = [["Picture", "image"], ["Recording", "audio"], ["Video", "video"], ["File", "file"]] as const

/** What stands in the field for an address while a sample is sent. */
const anySample = "https://… or a sample"

const emojis = ["👍", "❤", "😂", "😮"] as const

const like = "369239263222822"

const Sends = ({ desk }: { readonly desk: Desk }) => (
  <Group title="Send">
    <Form
      asks={[{ name: "url", label: "Address of a file", example: anySample }]}
      does={files.map(([label, type]) => ({
        label,
        run: (typed) => {
          const url = typed("url")
          return desk.act({ act: "attachment", type, url: url === anySample ? Loaded.sample(type) : url })
        }
      }))}
    />
    <Form
      does={[
        { label: "Thumb", run: () => desk.act({ act: "sticker", id: like }) },
        {
          label: "Place",
          run: () => desk.act({ act: "location", latitude: 41.3874, longitude: 2.1686, title: "Plaça de Catalunya" })
        }
      ]}
    />
  </Group>
)

const Touches = ({ desk }: { readonly desk: Desk }) => {
  const entries = desk.person.value?.entries ?? []
  const theirs = entries.findLast(({ from }) => from !== "person")
  const own = entries.findLast(({ from, kind }) => from === "person" && kind === "text")
  return (
    <Group title="The last messages">
      {theirs === undefined ? null : (
        <Form
          does={[
            ...emojis.map((emoji) => ({
              label: emoji,
              run: () => desk.act({ act: "reaction", mid: theirs.mid, emoji })
            })),
            ...(theirs.reaction === undefined
              ? []
              : [{ label: "No reaction", run: () => desk.act({ act: "reaction", mid: theirs.mid }) }]),
            { label: "Read all", run: () => desk.act({ act: "read" }) }
          ]}
        />
      )}
      {own === undefined ? <p class="hint">Nothing was said yet.</p> : (
        <Form
          asks={[{ name: "text", label: "New words of the last own message", example: own.text ?? "" }]}
          does={[
            { label: "Edit", run: (typed) => desk.act({ act: "edit", mid: own.mid, text: typed("text") }) },
            { label: "Unsend", run: () => desk.act({ act: "unsend", mid: own.mid }) }
          ]}
        />
      )}
    </Group>
  )
}

const Business = ({ desk }: { readonly desk: Desk }) => (
  <Group title="A person of the business">
    <Form
      does={[
        { label: "Take over", run: () => desk.act({ act: "takeOver" }) },
        { label: "Give back to the bot", run: () => desk.act({ act: "giveBack" }) }
      ]}
    />
    <Form
      asks={[{ name: "text", label: "Words of the business", example: "This is Ana, how can I help?" }]}
      does={[{ label: "Say as the business", run: (typed) => desk.act({ act: "humanSays", text: typed("text") }) }]}
    />
  </Group>
)

const Comes = ({ desk }: { readonly desk: Desk }) => (
  <>
    <Group title="Comes back">
      <Form
        asks={[{ name: "ref", label: "ref of the link", example: "menu" }]}
        does={[
          { label: "Open a link", run: (typed) => desk.act({ act: "referral", ref: typed("ref") }) },
          { label: "Get started", run: (typed) => desk.act({ act: "getStarted", ref: typed("ref") }) }
        ]}
      />
      <Form
        asks={[
          { name: "ad", label: "Id of the ad", example: "6045246247433" },
          { name: "text", label: "First words", example: "I want to know more" }
        ]}
        does={[{
          label: "Write from an ad",
          run: (typed) => desk.act({ act: "ad", adId: typed("ad"), text: typed("text") })
        }, {
          label: "Click and write nothing",
          run: (typed) => desk.act({ act: "ad", adId: typed("ad") })
        }]}
      />
    </Group>
    <Group title="On the page">
      <Form
        asks={[{ name: "text", label: "Words of the comment", example: "Is this still open?" }]}
        does={[
          { label: "Comment", run: (typed) => desk.act({ act: "comment", text: typed("text"), on: "post" }) },
          { label: "Comment live", run: (typed) => desk.act({ act: "comment", text: typed("text"), on: "live" }) },
          { label: "Post", run: (typed) => desk.act({ act: "post", text: typed("text") }) }
        ]}
      />
    </Group>
    <Group title="Leave to write">
      <Form
        asks={[{ name: "topic", label: "Topic", example: "offers" }]}
        does={[
          { label: "Once", run: (typed) => desk.act({ act: "optIn", kind: "once", topic: typed("topic") }) },
          { label: "Series", run: (typed) => desk.act({ act: "optIn", kind: "series", topic: typed("topic") }) },
          { label: "Plugin", run: (typed) => desk.act({ act: "optIn", kind: "plugin", topic: typed("topic") }) },
          { label: "News", run: () => desk.act({ act: "optIn", kind: "news" }) }
        ]}
      />
    </Group>
  </>
)

const parsed = (text: string): { readonly json: Json } | undefined => {
  try {
    return { json: JSON.parse(text) as Json }
  } catch {
    return undefined
  }
}

const Signals = ({ desk }: { readonly desk: Desk }) => {
  const signals = desk.picture.value?.bots.find(({ chosen }) => chosen)?.signals ?? []
  if (signals.length === 0) return null
  return (
    <Group title="Signals from outside">
      {signals.map((name) => (
        <Form
          key={name}
          asks={[{ name: "payload", label: `Payload of ${name}, as JSON`, example: "{}" }]}
          does={[{
            label: name,
            run: (typed) => {
              const payload = parsed(typed("payload"))
              if (payload === undefined) {
                return desk.tell({ kind: "bad", words: "The payload is no JSON: write it like {\"table\": 7}." })
              }
              return desk.act({ act: "signal", name, payload: payload.json })
            }
          }]}
        />
      ))}
    </Group>
  )
}

const Ends = ({ desk }: { readonly desk: Desk }) => {
  const blocked = desk.person.value?.blocked === true
  return (
    <Group title="The person">
      <Form
        asks={[{ name: "answer", label: "Answer to the survey", example: "5" }]}
        does={[{ label: "Answer the survey", run: (typed) => desk.act({ act: "rate", answer: typed("answer") }) }]}
      />
      <Form
        does={[
          { label: blocked ? "Unblock" : "Block", run: () => desk.act({ act: "block", on: !blocked }) },
          { label: "Begin anew", run: () => desk.act({ act: "forget" }) }
        ]}
      />
    </Group>
  )
}

/** All of them, by who does it. */
export const Events = () => {
  const desk = useDesk()
  return (
    <div class="groups">
      <Sends desk={desk} />
      <Touches desk={desk} />
      <Business desk={desk} />
      <Comes desk={desk} />
      <Signals desk={desk} />
      <Ends desk={desk} />
      <Faults />
    </div>
  )
}
