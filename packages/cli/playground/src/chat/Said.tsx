/**
 * One message as the person sees it.
 *
 * @module
 */
import type { ButtonPicture, CardPicture, EntryPicture } from "../../../src/dev/Protocol.ts"
import { useDesk } from "../desk/Desk.ts"
import * as Choices from "./Choices.ts"
import { Face, Medium } from "./Medium.tsx"
import { Template } from "./Receipt.tsx"

const Buttons = ({ buttons, live }: { readonly buttons: ReadonlyArray<ButtonPicture>; readonly live: boolean }) => {
  const desk = useDesk()
  return (
    <div class="pushes">
      {buttons.map((button, index) => (
        <button
          key={index}
          type="button"
          class="push"
          disabled={!live}
          title={button.url ?? ""}
          onClick={() => void desk.act(Choices.ofButton(button))}
        >
          {button.title}
        </button>
      ))}
    </div>
  )
}

const Card = ({ card, live }: { readonly card: CardPicture; readonly live: boolean }) => (
  <div class="card">
    {card.imageUrl === undefined ? null : <Medium type="image" url={card.imageUrl} alt={`Picture of ${card.title}`} />}
    <div class="about">
      <h3>{card.title}</h3>
      {card.subtitle === undefined ? null : <p>{card.subtitle}</p>}
    </div>
    <Buttons buttons={card.buttons} live={live} />
  </div>
)

const Cards = ({ cards, live }: { readonly cards: ReadonlyArray<CardPicture>; readonly live: boolean }) => (
  <div class="cards" role="group" tabIndex={0} aria-label={cards.length === 1 ? "A card" : `${cards.length} cards`}>
    {cards.map((card, index) => <Card key={index} card={card} live={live} />)}
  </div>
)

const surveyAnswers = (kind: string): ReadonlyArray<string> =>
  kind === "nps"
    ? Array.from({ length: 11 }, (_, index) => String(index))
    : kind === "ces"
    ? ["1", "2", "3", "4", "5", "6", "7"]
    : ["1", "2", "3", "4", "5"]

const Extras = ({ entry, live }: { readonly entry: EntryPicture; readonly live: boolean }) => {
  const desk = useDesk()
  const { request, survey } = entry
  if (request !== undefined) {
    const title = entry.buttons?.[0]?.title ?? entry.text ?? ""
    return request.agreed
      ? <span class="mark">Agreed</span>
      : (
        <button
          type="button"
          class="button"
          disabled={!live}
          onClick={() => void desk.act({ act: "tap", what: title })}
        >
          Agree
        </button>
      )
  }
  if (survey === undefined) return null
  if (!survey.open) return <span class="mark">Answered</span>
  return (
    <div class="replies" role="group" aria-label={survey.question}>
      {survey.kind === "free_form"
        ? null
        : surveyAnswers(survey.kind).map((answer) => (
          <button
            key={answer}
            type="button"
            class="reply"
            disabled={!live}
            onClick={() => void desk.act({ act: "rate", answer })}
          >
            {answer}
          </button>
        ))}
    </div>
  )
}

const Body = ({ entry, live }: { readonly entry: EntryPicture; readonly live: boolean }) => {
  if (entry.unsent === true) return <div class="bubble gone">Message taken back</div>
  if (entry.kind === "template" && entry.cards === undefined) return <Template entry={entry} />
  const buttons = entry.buttons ?? []
  return (
    <>
      {(entry.media ?? []).map((medium, index) => <Medium key={index} {...medium} />)}
      {buttons.length > 0
        ? (
          <div class="stack">
            {entry.text === undefined ? null : <div class="bubble">{entry.text}</div>}
            <Buttons buttons={buttons} live={live} />
          </div>
        )
        : entry.text === undefined
        ? null
        : <div class="bubble">{entry.text}</div>}
      {entry.cards === undefined ? null : <Cards cards={entry.cards} live={live} />}
    </>
  )
}

/** What stands small below a message: where it came from and what it is, where that is not the usual. */
const marks = (entry: EntryPicture): string => {
  const { mark } = entry
  return [
    entry.template !== undefined && entry.kind === "utility" ? `utility template ${entry.template}` : "",
    mark?.discloses === true ? "disclosure" : "",
    mark?.lane === undefined || mark.lane === "reply" ? "" : mark.lane,
    mark?.tag ?? "",
    entry.sponsored === true ? "sponsored" : "",
    entry.edited === true ? "edited" : ""
  ].filter((word) => word !== "").join(" · ")
}

/** A message: `quoted` is the one that it answers, `name` who says it where that is new, `live` whether it can be tapped. */
export const Said = ({ entry, live, name, quoted }: {
  readonly entry: EntryPicture
  readonly live: boolean
  readonly name: string
  readonly quoted?: string
}) => (
  <div class={`said ${entry.from} ${(entry.cards?.length ?? 0) > 1 ? "wide" : ""}`} data-mid={entry.mid}>
    {name === "" ? null : (
      <span class="name">
        <Face url={entry.persona?.picture} />
        {name}
      </span>
    )}
    {quoted === undefined ? null : <span class="name">{`↩ ${quoted}`}</span>}
    <Body entry={entry} live={live} />
    <Extras entry={entry} live={live} />
    {entry.reaction === undefined && entry.botReaction === undefined ?
      null :
      <span class="reaction">{entry.reaction}{entry.botReaction}</span>}
    {marks(entry) === "" ? null : <span class="mark">{marks(entry)}</span>}
  </div>
)
