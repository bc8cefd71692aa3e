/**
 * The page of the playground: opens the line to the server that it came from, and draws what it says.
 *
 * @module
 */
import { render } from "preact"
import * as Desk from "./desk/Desk.ts"
import { App } from "./frame/App.tsx"
import * as Theme from "./frame/Theme.ts"
import * as Link from "./link/Link.ts"

const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? ""
const root = document.documentElement
const theme = Theme.make(root, localStorage, matchMedia("(prefers-color-scheme: dark)"))
const desk = Desk.make(Link.make(token), theme)
const place = document.getElementById("page")

if (place !== null) {
  place.replaceChildren()
  render(
    <Desk.Context.Provider value={desk}>
      <App />
    </Desk.Context.Provider>,
    place
  )
}
setInterval(desk.tick, 500)
void desk.watch(new AbortController().signal)
