import { BotDefinition } from "@parley/core"
import { defineConfig } from "@parley/testing"
import { appointment } from "./src/appointment.ts"
import { Calendar } from "./src/calendar.ts"
import { lost } from "./src/texts.ts"

const practice = {
  name: "Plateau Dental",
  dialogues: [appointment],
  services: Calendar.layerMemory,
  fallback: lost
} as const

/** The bots that convos can name, and the templates that the platform approved for the practice. */
export default defineConfig({
  bots: {
    appointment: BotDefinition.make(practice),
    /** It does not pause to type, and takes clocks at their word: for convos about the bounds themselves. */
    "appointment-exact": BotDefinition.make({ ...practice, margin: 0, typing: false })
  },
  templates: [
    {
      name: "appointment_reminder",
      language: "en",
      body: "Plateau Dental expects you on {{day}} at {{hour}}. Answer here to change or cancel."
    },
    {
      name: "appointment_reminder",
      language: "fr",
      body: "Le cabinet du Plateau vous attend {{day}} à {{hour}}. Répondez ici pour changer ou annuler."
    },
    {
      name: "appointment_closed",
      language: "en",
      body: "Plateau Dental is closed on {{day}} at {{hour}}. Answer here for another time."
    },
    {
      name: "appointment_closed",
      language: "fr",
      body: "Le cabinet du Plateau est fermé {{day}} à {{hour}}. Répondez ici pour un autre jour."
    }
  ]
})
