// internal: ./chat/Command.ts
// internal: ./chat/Lines.ts
// internal: ./chat/Screen.ts
// internal: ./chat/Port.ts
// internal: ./chat/Session.ts
// internal: ./chat/Chat.ts
export { CommandError, main } from "./Parley.ts"
// internal: ./bin.ts
