/**
 * What holds for every bot, whatever it talks about.
 *
 * @module
 */

/** The promises, by their names, each in a sentence. */
export const sentences = {
  lawful: "The platform refuses nothing that the bot sends.",
  disclosed: "The person is told that they speak with a machine before anything else, and again whenever it is due.",
  silent: "The bot is silent while a person of the business has the conversation.",
  wayOut: "From everywhere a person comes to an end, to a person, or to a question that takes their own words.",
  buttons: "Every button that can still be tapped is taken.",
  restart: "A restart between any two steps changes nothing.",
  webhooks: "Webhooks that come twice, together or late change nothing.",
  sound: "Nothing that happens breaks the bot, or is left without an answer."
} as const

/** The name of a promise. */
export type Property = keyof typeof sentences

/** Every promise there is. */
export const all: ReadonlyArray<Property> = Object.keys(sentences) as ReadonlyArray<Property> // The keys of a literal.

/** How many things happen on one walk. */
export const length = 80
