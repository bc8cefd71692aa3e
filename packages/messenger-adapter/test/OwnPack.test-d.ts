import type { PolicyPack } from "@parley/core"
import { InstagramPack, messenger, MessengerPack, SeedPacks } from "@parley/messenger-adapter"

const account = { id: "1", token: "t", appSecret: "s" } as const
const page = [{ channel: "messenger", ...account }] as const
const instagram = [{ channel: "instagram", ...account }] as const
const source = { page: "Ours", read: "2026-11-21" }

const { instagramPack } = InstagramPack
const { messengerPack } = MessengerPack
const [reply] = messengerPack.lanes
if (reply === undefined) throw new Error("the pack has a lane")

messenger({ accounts: page, pack: "seeds" })
messenger({ accounts: page, pack: messengerPack })
messenger({ accounts: instagram, pack: SeedPacks.seedsInstagramPack })
messenger({ accounts: page, pack: { ...messengerPack, name: "ours", retired: [] } })

// What only data tells passes, and is looked at when the adapter starts.
export const read = (pack: PolicyPack.PolicyPack): unknown => messenger({ accounts: page, pack })

const opener = { id: "window.ours", lasts: 1000, source }
messenger({ accounts: page, pack: { ...messengerPack, openers: [{ ...opener, act: "form" }] } })
// @ts-expect-error no pack has this name
messenger({ accounts: page, pack: "seed" })
// @ts-expect-error no webhook tells such an act
messenger({ accounts: page, pack: { ...messengerPack, openers: [{ ...opener, act: "mesage" }] } })
messenger({
  accounts: page,
  // @ts-expect-error no webhook tells such an act, whatever stands beside it
  pack: { ...messengerPack, openers: [...messengerPack.openers, { ...opener, act: "mesage" }] }
})
// @ts-expect-error no webhook tells such an act
messenger({ accounts: page, pack: { ...messengerPack, lanes: [{ ...reply, after: ["message", "mesage"] }] } })
const leave = { id: "permission.ours", kind: "privateReply", uses: "one", source } as const
// @ts-expect-error no webhook tells such an act
messenger({ accounts: page, pack: { ...messengerPack, permissions: [{ ...leave, acts: ["coment"] }] } })
messenger({ accounts: page, pack: { ...messengerPack, lanes: [reply, { ...reply, id: "ours", tag: "HUMAN_AGENT" }] } })
// @ts-expect-error there is no such tag
messenger({ accounts: page, pack: { ...messengerPack, lanes: [reply, { ...reply, id: "ours", tag: "HUMAN_AGNT" }] } })
// @ts-expect-error the pack is for Instagram, and the account is a page
messenger({ accounts: page, pack: instagramPack })
// @ts-expect-error the pack is for Messenger, and the account is of Instagram
messenger({ accounts: instagram, pack: SeedPacks.seedsMessengerPack })
