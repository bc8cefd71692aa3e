/**
 * The sentences of the repair kit, in the languages that Parley brings along.
 *
 * @module
 */

const english = {
  notUnderstood: "Sorry, I did not understand that.",
  oldButton: "That button belongs to an earlier question.",
  busy: "One moment please, I am still working on it.",
  waiting: "There is no news yet. I will write as soon as there is.",
  help: "You can answer the question, or write \"back\", \"repeat\" or \"cancel\".",
  noWayBack: "There is no question before this one.",
  cancelled: "All right, I have cancelled that.",
  noAgent: "I am sorry, there is nobody I could pass you to.",
  useButton: "Please tap the button under my question. Without that I may not write to you about it.",
  stopped: "All right, I will only answer you from now on. Write \"start again\" if you want my messages back.",
  started: "Thank you, I will write to you again when there is something.",
  botBack: "I am back. What can I do for you?"
}

/** The name of a sentence. */
export type Name = keyof typeof english

/** The names of all sentences. */
// The keys of a literal are the names of its type.
export const names = Object.keys(english) as ReadonlyArray<Name>

/** What a language lacks is said in English. */
const languages: { readonly [language: string]: { readonly [one in Name]?: string } } = {
  en: english,
  es: {
    notUnderstood: "Perdona, no lo he entendido.",
    oldButton: "Ese botón es de una pregunta anterior.",
    busy: "Un momento, por favor, sigo en ello.",
    waiting: "Todavía no hay novedades. Te escribiré en cuanto las haya.",
    help: "Puedes responder a la pregunta o escribir \"atrás\", \"repite\" o \"cancelar\".",
    noWayBack: "No hay ninguna pregunta anterior.",
    cancelled: "De acuerdo, lo he cancelado.",
    noAgent: "Lo siento, no hay nadie a quien pueda pasarte.",
    useButton: "Pulsa el botón debajo de mi pregunta, por favor. Sin eso no puedo escribirte sobre ello.",
    stopped:
      "De acuerdo, a partir de ahora solo te responderé. Escribe \"volver a empezar\" si quieres mis mensajes otra vez.",
    started: "Gracias, te escribiré de nuevo cuando haya algo.",
    botBack: "Ya estoy aquí otra vez. ¿Qué puedo hacer por ti?"
  },
  de: {
    notUnderstood: "Das habe ich leider nicht verstanden.",
    oldButton: "Dieser Knopf gehört zu einer früheren Frage.",
    busy: "Einen Moment bitte, ich bin noch dabei.",
    waiting: "Es gibt noch nichts Neues. Ich melde mich, sobald es so weit ist.",
    help: "Du kannst die Frage beantworten oder „zurück“, „nochmal“ oder „abbrechen“ schreiben.",
    noWayBack: "Vor dieser Frage kam keine andere.",
    cancelled: "In Ordnung, das ist abgebrochen.",
    noAgent: "Es tut mir leid, hier ist niemand, an den ich dich weitergeben kann.",
    useButton: "Tippe bitte auf den Knopf unter meiner Frage. Ohne das darf ich dir darüber nicht schreiben.",
    stopped:
      "In Ordnung, ab jetzt antworte ich nur noch. Schreib „wieder starten“, wenn du meine Nachrichten wieder möchtest.",
    started: "Danke, ich schreibe dir wieder, wenn es etwas gibt.",
    botBack: "Ich bin wieder da. Was kann ich für dich tun?"
  },
  fr: {
    notUnderstood: "Désolé, je n'ai pas compris.",
    oldButton: "Ce bouton appartient à une question précédente.",
    busy: "Un instant, je m'en occupe encore.",
    waiting: "Pas encore de nouvelles. Je vous écris dès qu'il y en a.",
    help: "Répondez à la question, ou écrivez « retour », « répète » ou « annuler ».",
    noWayBack: "Il n'y a pas de question avant celle-ci.",
    cancelled: "D'accord, c'est annulé.",
    noAgent: "Désolé, il n'y a personne à qui vous passer.",
    useButton: "Touchez le bouton sous ma question, s'il vous plaît. Sans cela, je ne peux pas vous écrire à ce sujet.",
    stopped: "Entendu, je ne ferai plus que répondre. Écrivez « recommencer » si vous voulez de nouveau mes messages.",
    started: "Merci, je vous écrirai de nouveau quand il y aura quelque chose.",
    botBack: "Me revoici. Que puis-je faire pour vous ?"
  },
  pt: {
    stopped:
      "Está bem, a partir de agora só respondo. Escreva \"recomeçar\" se quiser receber de novo as minhas mensagens.",
    started: "Obrigado, volto a escrever quando houver novidades.",
    botBack: "Estou de volta. Em que posso ajudar?"
  },
  it: {
    stopped: "Va bene, d'ora in poi rispondo soltanto. Scrivi \"ricomincia\" se vuoi di nuovo i miei messaggi.",
    started: "Grazie, ti scriverò di nuovo quando ci sarà qualcosa.",
    botBack: "Eccomi di nuovo. Che cosa posso fare per te?"
  },
  nl: {
    stopped: "Goed, vanaf nu antwoord ik alleen nog. Schrijf \"opnieuw beginnen\" als je mijn berichten weer wilt.",
    started: "Bedankt, ik schrijf je weer als er iets is.",
    botBack: "Ik ben er weer. Wat kan ik voor je doen?"
  },
  ja: {
    stopped: "わかりました。これからはお返事だけにします。またメッセージが必要になったら「再開」と書いてください。",
    started: "ありがとうございます。お知らせがあればまたご連絡します。",
    botBack: "ボットに戻りました。ご用件をどうぞ。"
  },
  pl: {
    stopped: "Dobrze, od teraz będę tylko odpowiadać. Napisz „wznów”, jeśli znów chcesz dostawać moje wiadomości.",
    started: "Dziękuję, odezwę się, gdy coś się pojawi.",
    botBack: "Jestem z powrotem. W czym mogę pomóc?"
  },
  tr: {
    stopped: "Tamam, bundan sonra yalnızca yanıt vereceğim. Mesajlarımı yeniden isterseniz \"yeniden başla\" yazın.",
    started: "Teşekkürler, bir gelişme olduğunda yine yazacağım.",
    botBack: "Geri döndüm. Size nasıl yardımcı olabilirim?"
  },
  ar: {
    stopped: "حسنًا، سأكتفي بالرد من الآن فصاعدًا. اكتب «استأنف» إن أردت رسائلي من جديد.",
    started: "شكرًا، سأكتب إليك مجددًا عندما يكون هناك جديد.",
    botBack: "لقد عدت. كيف يمكنني مساعدتك؟"
  }
}

/** A sentence in the language of a locale, in English where it has none. */
export const sentence = (name: Name, locale: string): string =>
  languages[locale.split(/[-_]/)[0]?.toLowerCase() ?? ""]?.[name] ?? english[name]
