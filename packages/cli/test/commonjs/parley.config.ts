export { default } from "../faulty/parley.config.ts"
