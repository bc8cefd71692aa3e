import type { PolicyPack } from "@parley/core"
import * as Either from "effect/Either"
import { describe, expect, test } from "vitest"
import * as MessengerSettings from "../../src/MessengerSettings.ts"
import { instagramPack, instagramPackWith } from "../../src/policy/InstagramPack.ts"
import { messengerPack, messengerPackWith } from "../../src/policy/MessengerPack.ts"
import { seedsInstagramPack, seedsMessengerPack } from "../../src/policy/SeedPacks.ts"

describe("a pack of one's own", () => {
  const problemsOf = (pack: PolicyPack.PolicyPack, channel: "messenger" | "instagram" = "messenger") => {
    const account = { channel, id: "1", token: "t", appSecret: "s" } as const
    const settings = MessengerSettings.check({ accounts: [account], pack })
    return Either.isLeft(settings) ? settings.left.problems : []
  }

  test("does not load when it names an act or a tag that nobody knows, and says which was meant", () => {
    const [opener] = seedsMessengerPack.openers
    const human = seedsMessengerPack.lanes.find(({ lane }) => lane === "humanAgent")
    const reply = seedsMessengerPack.permissions.find(({ kind }) => kind === "privateReply")
    if (opener === undefined || human === undefined || reply === undefined) throw new Error("the pack lacks a rule")

    const found = problemsOf({
      ...seedsMessengerPack,
      openers: [...seedsMessengerPack.openers, { ...opener, id: "window.mine", act: "mesage" }],
      lanes: seedsMessengerPack.lanes.map((one) =>
        one === human ? { ...human, tag: "HUMAN_AGNT", after: ["message", "postbak"] } : one
      ),
      permissions: seedsMessengerPack.permissions.map((one) => one === reply ? { ...reply, acts: ["xyz"] } : one),
      retired: [{
        id: "retired.mine",
        lane: "tagged",
        tag: "SHIPPING_UPDATE",
        purposes: "any",
        instead: "use another",
        source: opener.source
      }]
    })

    expect(found.map(({ problem, setting }) => `${setting} ${problem}`)).toEqual([
      "pack window.mine does not load: \"mesage\" is no act of a person that a webhook tells",
      "pack lane.humanAgent does not load: \"postbak\" is no act of a person that a webhook tells",
      "pack permission.privateReply does not load: \"xyz\" is no act of a person that a webhook tells",
      "pack lane.humanAgent does not load: \"HUMAN_AGNT\" is no message tag",
      "pack retired.mine does not load: \"SHIPPING_UPDATE\" is no message tag"
    ])
    expect(found.map(({ cure }) => cure.split(/\?|,/)[0])).toEqual([
      "did you mean \"message\"",
      "did you mean \"postback\"",
      "write one of message",
      "did you mean \"HUMAN_AGENT\"",
      "write one of ACCOUNT_UPDATE"
    ])
  })

  test("does not load for accounts of another channel", () => {
    expect(problemsOf(seedsInstagramPack)).toEqual([{
      setting: "pack",
      problem: "does not load: \"instagram-seeds\" is for the channel \"instagram\", and the accounts are of messenger",
      cure: "give a pack whose `channel` is \"messenger\""
    }])
    expect(problemsOf(messengerPack, "instagram")).toHaveLength(1)
    expect(problemsOf(instagramPack, "instagram")).toEqual([])
  })

  test("may be any of ours on its channel, also where the pages are read so that more acts count", () => {
    const more = { comments: "window", unstated: "window" } as const

    const ofMessenger = [messengerPack, seedsMessengerPack, messengerPackWith(more)]
    const ofInstagram = [instagramPack, seedsInstagramPack, instagramPackWith(more)]

    expect(ofMessenger.flatMap((pack) => problemsOf(pack))).toEqual([])
    expect(ofInstagram.flatMap((pack) => problemsOf(pack, "instagram"))).toEqual([])
  })
})
