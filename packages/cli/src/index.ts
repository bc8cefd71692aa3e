export { CommandError } from "./command/CommandError.ts"
// internal: ./command/Print.ts
// internal: ./command/Moment.ts
// internal: ./command/ConfigFile.ts
// internal: ./chat/Command.ts
// internal: ./chat/Lines.ts
// internal: ./chat/Screen.ts
// internal: ./chat/Port.ts
// internal: ./chat/Session.ts
// internal: ./chat/Chat.ts
// internal: ./records/LedgerView.ts
// internal: ./records/StoreFile.ts
// internal: ./records/LedgerCommand.ts
// internal: ./records/HeldCommand.ts
// internal: ./records/DisclosuresCommand.ts
// internal: ./check/BotCheck.ts
// internal: ./check/CheckView.ts
// internal: ./check/CheckCommand.ts
export { main } from "./Parley.ts"
// internal: ./bin.ts
