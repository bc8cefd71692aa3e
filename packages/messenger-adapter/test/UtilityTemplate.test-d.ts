import { UtilityTemplate } from "@parley/messenger-adapter"

const left = UtilityTemplate.make({
  name: "order_left",
  language: "en",
  header: { text: "{{shop}} news" },
  body: "Good news, {{name}}: your order {{order}} has left.",
  buttons: [
    { title: "Stop", payload: "STOP" },
    { title: "Track", url: "https://example.com/{{1}}", example: "https://example.com/1" }
  ],
  examples: { name: "Ana", order: "4711", "header.shop": "Pizza" }
})

UtilityTemplate.fill(left, { name: "Joe", order: "12", "header.shop": "Pizza", "button.2.url": "12" })

// @ts-expect-error the parameter of the button is missing
UtilityTemplate.fill(left, { name: "Joe", order: "12", "header.shop": "Pizza" })

// @ts-expect-error there is no parameter of this name
UtilityTemplate.fill(left, { name: "Joe", order: "12", "header.shop": "Pizza", "button.2.url": "12", colour: "red" })

UtilityTemplate.make({
  name: "order_left",
  language: "en",
  body: "Your order {{order}} has left.",
  // @ts-expect-error the example of a placeholder is missing
  examples: {}
})

/** The name is known to the compiler, so that dialogues may name it. */
export const name: "order_left" = left.name
