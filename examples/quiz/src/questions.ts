/**
 * The questions: a picture, and which animal it shows. Put the addresses of your own pictures here; they must be public.
 *
 * @module
 */

/** The languages of the park. */
export type Language = "de" | "en"

/** One question. `answers` are by key; the one called `right` is. */
export interface Question {
  readonly picture: string
  readonly right: string
  readonly answers: { readonly [key: string]: { readonly [L in Language]: string } }
}

const picture = (name: string): string => `https://tierpark-nord.example/quiz/${name}.jpg`

/** The questions of this season, in their order. */
export const questions: ReadonlyArray<Question> = [
  {
    picture: picture("otter"),
    right: "otter",
    answers: {
      otter: { de: "Otter", en: "Otter" },
      beaver: { de: "Biber", en: "Beaver" },
      marten: { de: "Marder", en: "Marten" }
    }
  },
  {
    picture: picture("lynx"),
    right: "lynx",
    answers: {
      wildcat: { de: "Wildkatze", en: "Wildcat" },
      lynx: { de: "Luchs", en: "Lynx" },
      fox: { de: "Fuchs", en: "Fox" }
    }
  },
  {
    picture: picture("kingfisher"),
    right: "kingfisher",
    answers: {
      jay: { de: "Eichelhäher", en: "Jay" },
      roller: { de: "Blauracke", en: "Roller" },
      kingfisher: { de: "Eisvogel", en: "Kingfisher" }
    }
  }
]
