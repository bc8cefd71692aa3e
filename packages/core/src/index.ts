// internal: ./xstate.ts
export * as Nearest from "./model/Nearest.ts"
export * as Instant from "./model/Instant.ts"
export * as Json from "./model/Json.ts"
export * as ConversationId from "./model/ConversationId.ts"
export * as Address from "./model/Address.ts"
export * as Purpose from "./model/Purpose.ts"
export * as Permission from "./model/Permission.ts"
export * as LaneName from "./model/LaneName.ts"
export * as Literal from "./model/Literal.ts"
export * as Message from "./model/Message.ts"
export * as Show from "./model/Show.ts"
// internal: ./model/HumanAuthor.ts
export * as Outbound from "./model/Outbound.ts"
export * as Deed from "./model/Deed.ts"
export * as PublicEvent from "./model/PublicEvent.ts"
export * as AccountEvent from "./model/AccountEvent.ts"
export * as Inbound from "./model/Inbound.ts"
export * as Receipt from "./model/Receipt.ts"
export * as Conversation from "./model/Conversation.ts"
export * as JournalEntry from "./model/JournalEntry.ts"
export * as Chart from "./dialogue/Chart.ts"
export * as Definition from "./dialogue/Definition.ts"
export * as Payload from "./dialogue/Payload.ts"
export * as RequestPayload from "./dialogue/RequestPayload.ts"
export * as Wording from "./dialogue/Wording.ts"
export * as Start from "./dialogue/Start.ts"
export * as Text from "./dialogue/Text.ts"
export * as Target from "./dialogue/Target.ts"
export * as Facts from "./dialogue/Facts.ts"
export * as Answer from "./dialogue/Answer.ts"
export * as Catalogue from "./dialogue/Catalogue.ts"
// internal: ./dialogue/RepairWords.ts
// internal: ./dialogue/Wishes.ts
export * as Repair from "./dialogue/Repair.ts"
// internal: ./dialogue/Plan.ts
// internal: ./dialogue/Place.ts
// internal: ./dialogue/Intent.ts
export * as State from "./dialogue/State.ts"
// internal: ./dialogue/Timeout.ts
// internal: ./dialogue/Question.ts
// internal: ./dialogue/words/Say.ts
// internal: ./dialogue/words/Ask.ts
// internal: ./dialogue/words/YesNo.ts
// internal: ./dialogue/words/Choose.ts
// internal: ./dialogue/words/Form.ts
export * as Run from "./dialogue/words/Run.ts"
// internal: ./dialogue/words/Wait.ts
// internal: ./dialogue/Otherwise.ts
// internal: ./dialogue/Outline.ts
// internal: ./dialogue/words/Notify.ts
// internal: ./dialogue/words/Survey.ts
// internal: ./dialogue/words/OptIn.ts
// internal: ./dialogue/words/End.ts
// internal: ./dialogue/words/Handover.ts
// internal: ./dialogue/words/Control.ts
// internal: ./dialogue/words/Call.ts
// internal: ./dialogue/words/Remember.ts
export * as Raw from "./dialogue/words/Raw.ts"
// internal: ./dialogue/Words.ts
// internal: ./dialogue/Machine.ts
export * as Diagnose from "./dialogue/Diagnose.ts"
export * as Dialogue from "./dialogue/Dialogue.ts"
export * as Envelope from "./dialogue/Envelope.ts"
export * as Outcome from "./dialogue/Outcome.ts"
export * as Scope from "./dialogue/Scope.ts"
export * as Workings from "./dialogue/Workings.ts"
export * as Position from "./dialogue/Position.ts"
export * as Ledger from "./dialogue/Ledger.ts"
export * as Understood from "./dialogue/Understood.ts"
export * as Course from "./dialogue/Course.ts"
export * as StoredForm from "./dialogue/StoredForm.ts"
export * as Migration from "./dialogue/Migration.ts"
export * as Snapshot from "./dialogue/Snapshot.ts"
export * as Relevance from "./dialogue/Relevance.ts"
export * as Deferral from "./dialogue/Deferral.ts"
export * as Step from "./dialogue/Step.ts"
// internal: ./dialogue/StartsClash.ts
export * as Route from "./dialogue/Route.ts"
export * as Capabilities from "./policy/Capabilities.ts"
// internal: ./policy/Split.ts
// internal: ./policy/FitWords.ts
// internal: ./policy/FitCards.ts
// internal: ./policy/FitLack.ts
export * as Fit from "./policy/Fit.ts"
export * as Jurisdiction from "./policy/Jurisdiction.ts"
// internal: ./policy/PolicyRule.ts
// internal: ./policy/PackCheck.ts
// internal: ./policy/PackDiff.ts
// internal: ./policy/PackVersion.ts
export * as PolicyPack from "./policy/PolicyPack.ts"
export * as Window from "./policy/Window.ts"
export * as Permissions from "./policy/Permissions.ts"
// internal: ./policy/Sentence.ts
export * as Requests from "./policy/Requests.ts"
export * as Templates from "./policy/Templates.ts"
// internal: ./policy/Obstacle.ts
// internal: ./policy/Cure.ts
// internal: ./policy/Refusing.ts
export * as Lane from "./policy/Lane.ts"
// internal: ./policy/Language.ts
// internal: ./policy/DisclosureWords.ts
// internal: ./policy/DisclosureCheck.ts
// internal: ./policy/DisclosureOptions.ts
// internal: ./policy/DisclosurePlan.ts
export * as Disclosure from "./policy/Disclosure.ts"
export * as Typing from "./policy/Typing.ts"
// internal: ./policy/Csv.ts
export * as MessageLedger from "./policy/MessageLedger.ts"
export * as DisclosureReport from "./policy/DisclosureReport.ts"
// internal: ./policy/PathGraph.ts
// internal: ./policy/PathScript.ts
// internal: ./policy/PathReport.ts
// internal: ./policy/PathStanding.ts
// internal: ./policy/PathRules.ts
// internal: ./policy/PathWords.ts
// internal: ./policy/PathAnswer.ts
export * as Paths from "./policy/Paths.ts"
export * as ConversationStore from "./runtime/ConversationStore.ts"
export * as DueQueue from "./runtime/DueQueue.ts"
export * as OutboxState from "./runtime/OutboxState.ts"
// internal: ./runtime/PassingMap.ts
// internal: ./runtime/ByConversation.ts
export * as Leases from "./runtime/Leases.ts"
export * as MemoryStore from "./runtime/MemoryStore.ts"
export * as Transport from "./runtime/Transport.ts"
export * as Pace from "./runtime/Pace.ts"
export * as VirtualQueue from "./runtime/VirtualQueue.ts"
// internal: ./runtime/VirtualOutside.ts
export * as VirtualScheduler from "./runtime/VirtualScheduler.ts"
// internal: ./runtime/SharedScheduler.ts
export * as VirtualProcess from "./runtime/VirtualProcess.ts"
export * as VirtualWork from "./runtime/VirtualWork.ts"
export * as VirtualClock from "./runtime/VirtualClock.ts"
export * as VirtualTime from "./runtime/VirtualTime.ts"
export * as Middleware from "./runtime/Middleware.ts"
// internal: ./runtime/InboxAccess.ts
export * as BotDefinition from "./runtime/BotDefinition.ts"
export * as BotProblem from "./runtime/BotProblem.ts"
export * as Happening from "./runtime/Happening.ts"
// internal: ./runtime/Listing.ts
export * as Records from "./runtime/Records.ts"
export * as Signals from "./runtime/Signals.ts"
export * as Dialogues from "./runtime/Dialogues.ts"
export * as Seed from "./runtime/Seed.ts"
export * as Busy from "./runtime/Busy.ts"
// internal: ./runtime/Chain.ts
export * as Host from "./runtime/Host.ts"
export * as Alarm from "./runtime/Alarm.ts"
// internal: ./runtime/LastWords.ts
export * as Ownership from "./runtime/Ownership.ts"
// internal: ./runtime/Answering.ts
export * as Talk from "./runtime/Talk.ts"
// internal: ./runtime/Held.ts
export * as Speech from "./runtime/Speech.ts"
// internal: ./runtime/Conduct.ts
// internal: ./runtime/Succession.ts
export * as Turn from "./runtime/Turn.ts"
export * as Mailbox from "./runtime/Mailbox.ts"
export * as Settling from "./runtime/Settling.ts"
// internal: ./runtime/Judging.ts
// internal: ./runtime/Showing.ts
// internal: ./runtime/Announced.ts
export * as Delivery from "./runtime/Delivery.ts"
export * as Door from "./runtime/Door.ts"
export * as Timers from "./runtime/Timers.ts"
// internal: ./runtime/Presence.ts
export * as TaskResult from "./runtime/TaskResult.ts"
export * as Tasks from "./runtime/Tasks.ts"
// internal: ./runtime/Watching.ts
export * as Signalling from "./runtime/Signalling.ts"
// internal: ./runtime/InboxBridge.ts
// internal: ./runtime/InboxHttp.ts
export * as Front from "./runtime/Front.ts"
// internal: ./runtime/Keeping.ts
// internal: ./runtime/Broadcast.ts
export * as Bot from "./runtime/Bot.ts"
export * as NodeServer from "./runtime/NodeServer.ts"
export * as WebEdge from "./runtime/WebEdge.ts"
// internal: ./runtime/Rejection.ts
export { createBot } from "./runtime/createBot.ts"
// internal: ./store/SqliteDriver.ts
// internal: ./store/GroupCommit.ts
// internal: ./store/Recent.ts
// internal: ./store/SqliteRecord.ts
// internal: ./store/SqliteConversations.ts
// internal: ./store/SqliteMigrations.ts
// internal: ./store/SqliteFile.ts
// internal: ./store/SqliteSnapshot.ts
// internal: ./store/SqliteInbox.ts
// internal: ./store/SqliteJournal.ts
// internal: ./store/SqliteOutbox.ts
// internal: ./store/SqliteTasks.ts
// internal: ./store/SqliteTimers.ts
// internal: ./store/SqliteStore.ts
