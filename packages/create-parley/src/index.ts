export { Refusal } from "./Refusal.ts"
// internal: ./Asking.ts
// internal: ./Npm.ts
// internal: ./Template.ts
// internal: ./Project.ts
// internal: ./Target.ts
// internal: ./Wish.ts
export { main, type Surroundings } from "./Main.ts"
// internal: ./bin.ts
