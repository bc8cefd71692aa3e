export { consumer as default } from "../../vitest.shared.ts"
