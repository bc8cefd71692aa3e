/**
 * What a person may wish of the bot whatever it talks about, and the words that say it, by language.
 *
 * @module
 */
import type { Wish } from "./Definition.ts"

/** What a person may wish of the bot whatever it talks about, and the payload of a button that says so. */
export const payloads = { stop: "PARLEY_STOP", start: "PARLEY_START", bot: "PARLEY_BOT" } as const

/** The name of something a person may wish of the bot whatever it talks about. */
export type WishName = keyof typeof payloads

/** The words that say a wish, by language. Those of English are heard in every language. */
export const wishes: { readonly [Name in WishName]: Wish["words"] } = {
  stop: {
    en: ["stop", "stop messages", "stop writing", "stop writing to me", "unsubscribe", "no more messages"],
    es: ["para", "parar", "basta", "no me escribas más", "darme de baja", "baja"],
    de: ["stopp", "hör auf", "schreib mir nicht mehr", "keine Nachrichten mehr", "abbestellen", "abmelden"],
    fr: ["arrêt", "arrête", "arrêtez", "ne m'écrivez plus", "plus de messages", "désabonner", "me désabonner"],
    pt: [
      "parar",
      "pare",
      "chega",
      "não me escreva mais",
      "sem mais mensagens",
      "descadastrar",
      "cancelar inscrição",
      "cancelar subscrição"
    ],
    it: [
      "basta",
      "fermati",
      "smetti",
      "smettila",
      "non scrivermi più",
      "niente più messaggi",
      "disiscrivimi",
      "annulla iscrizione"
    ],
    nl: ["stoppen", "hou op", "schrijf me niet meer", "geen berichten meer", "afmelden", "uitschrijven"],
    ja: ["停止", "ストップ", "やめて", "配信停止", "もう送らないで", "登録解除"],
    pl: ["przestań", "dość", "nie pisz do mnie", "nie pisz więcej", "wypisz mnie", "rezygnuję"],
    tr: ["dur", "durdur", "yeter", "bana yazma", "artık yazma", "mesaj istemiyorum", "abonelikten çık"],
    ar: ["توقف", "قف", "أوقف الرسائل", "اوقف الرسائل", "لا تراسلني", "لا تكتب لي", "إلغاء الاشتراك", "الغاء الاشتراك"]
  },
  start: {
    en: ["start again", "start messages", "start writing again", "subscribe", "resubscribe", "unstop"],
    es: ["volver a empezar", "empezar de nuevo", "darme de alta", "suscribirme"],
    de: ["wieder starten", "wieder anfangen", "schreib mir wieder", "abonnieren", "anmelden"],
    fr: ["recommencer", "recommencez", "écrivez-moi de nouveau", "abonner", "m'abonner"],
    pt: ["recomeçar", "começar de novo", "voltar a receber", "inscrever", "subscrever"],
    it: ["ricomincia", "ricominciare", "riprendi", "scrivimi di nuovo", "iscrivimi"],
    nl: ["opnieuw beginnen", "begin opnieuw", "schrijf me weer", "aanmelden", "inschrijven"],
    ja: ["再開", "配信再開", "もう一度始める", "登録"],
    pl: ["wznów", "zacznij od nowa", "pisz znowu", "zapisz mnie", "subskrybuj"],
    tr: ["yeniden başla", "tekrar başla", "tekrar yaz", "abone ol"],
    ar: ["استأنف", "استانف", "ابدأ من جديد", "اشترك", "اشتراك"]
  },
  bot: {
    en: ["bot", "talk to the bot", "back to the bot", "robot"],
    es: ["hablar con el bot", "volver al bot"],
    de: ["zurück zum bot", "mit dem bot reden"],
    fr: ["parler au bot", "retour au bot", "le bot"],
    pt: ["robô", "falar com o bot", "voltar ao bot", "voltar para o bot"],
    it: ["il bot", "parlare con il bot", "parla con il bot", "torna al bot"],
    nl: ["de bot", "praten met de bot", "terug naar de bot"],
    ja: ["ボット", "ボットと話す", "ボットに戻る", "ボットに戻して"],
    pl: ["rozmowa z botem", "z botem", "wróć do bota"],
    tr: ["botla konuş", "bot ile konuş", "bota dön"],
    ar: ["بوت", "روبوت", "تحدث مع الروبوت", "العودة إلى الروبوت"]
  }
}
