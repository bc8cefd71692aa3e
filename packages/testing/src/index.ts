// internal: ./emulator/JsonObject.ts
// internal: ./emulator/Settings.ts
// internal: ./emulator/Pending.ts
// internal: ./emulator/Fault.ts
// internal: ./emulator/SqliteDriver.ts
// internal: ./emulator/Disk.ts
// internal: ./emulator/Refusal.ts
// internal: ./emulator/Rules.ts
// internal: ./emulator/Windows.ts
// internal: ./emulator/Grant.ts
// internal: ./emulator/OptInRequest.ts
// internal: ./emulator/Survey.ts
// internal: ./emulator/Entry.ts
// internal: ./emulator/Feed.ts
// internal: ./emulator/IdSource.ts
// internal: ./emulator/Thread.ts
// internal: ./emulator/Rates.ts
// internal: ./emulator/World.ts
// internal: ./emulator/Fields.ts
// internal: ./emulator/Subscriptions.ts
// internal: ./emulator/Queue.ts
// internal: ./emulator/WebhookBody.ts
// internal: ./emulator/Deliveries.ts
// internal: ./emulator/Length.ts
// internal: ./emulator/Personas.ts
// internal: ./emulator/Notices.ts
// internal: ./emulator/Recipient.ts
// internal: ./emulator/Reach.ts
// internal: ./emulator/ThreadControl.ts
// internal: ./emulator/SeriesTokens.ts
// internal: ./emulator/Uploads.ts
// internal: ./emulator/Buttons.ts
// internal: ./emulator/TemplateForms.ts
// internal: ./emulator/MessengerProfile.ts
// internal: ./emulator/Acts.ts
// internal: ./emulator/AccountLinks.ts
// internal: ./emulator/Conversations.ts
// internal: ./emulator/Labels.ts
// internal: ./emulator/Moderation.ts
// internal: ./emulator/GraphCall.ts
// internal: ./emulator/UploadSessions.ts
// internal: ./emulator/TemplateApi.ts
// internal: ./emulator/PageApi.ts
// internal: ./emulator/RequestBody.ts
// internal: ./emulator/Template.ts
// internal: ./emulator/Stickers.ts
// internal: ./emulator/Catalogue.ts
// internal: ./emulator/Content.ts
// internal: ./emulator/Tags.ts
export * as Judgement from "./emulator/Judgement.ts"
// internal: ./emulator/SendPolicy.ts
// internal: ./emulator/Utility.ts
// internal: ./emulator/SendApi.ts
// internal: ./emulator/Handshake.ts
// internal: ./emulator/Profiles.ts
// internal: ./emulator/Tokens.ts
// internal: ./emulator/PageIds.ts
// internal: ./emulator/Routes.ts
// internal: ./emulator/Batch.ts
// internal: ./emulator/Graph.ts
// internal: ./emulator/HttpDelivery.ts
// internal: ./emulator/Inbox.ts
// internal: ./emulator/Taps.ts
// internal: ./emulator/Leaves.ts
// internal: ./emulator/PublicActs.ts
// internal: ./emulator/Feedback.ts
// internal: ./emulator/Deeds.ts
// internal: ./emulator/Person.ts
// internal: ./emulator/PageLooks.ts
// internal: ./emulator/Twin.ts
// internal: ./emulator/PageNews.ts
export * as Emulator from "./emulator/Emulator.ts"
// internal: ./emulator/PersonControl.ts
// internal: ./emulator/Advance.ts
// internal: ./emulator/WrongBody.ts
// internal: ./emulator/ControlApi.ts
// internal: ./emulator/SightStream.ts
export * as EmulatorServer from "./emulator/EmulatorServer.ts"
export * as Span from "./convo/Span.ts"
export * as Pattern from "./convo/Pattern.ts"
export * as Script from "./convo/Script.ts"
export * as Marks from "./convo/Marks.ts"
export * as LineFault from "./convo/LineFault.ts"
// internal: ./convo/TaskCourses.ts
export * as HeaderParser from "./convo/HeaderParser.ts"
export * as ActParser from "./convo/ActParser.ts"
export * as LineParser from "./convo/LineParser.ts"
export * as Parser from "./convo/Parser.ts"
export * as Printer from "./convo/Printer.ts"
export * as Builder from "./convo/Builder.ts"
export * as TypeScript from "./convo/TypeScript.ts"
export * as World from "./convo/World.ts"
export * as Reading from "./convo/Reading.ts"
export * as Difference from "./convo/Difference.ts"
export * as Standing from "./convo/Standing.ts"
export * as Expectation from "./convo/Expectation.ts"
export * as Report from "./convo/Report.ts"
export * as Runner from "./convo/Runner.ts"
export * as Bots from "./convo/Bots.ts"
export { type Config, defineConfig } from "./convo/Bots.ts"
export * as Sights from "./simulation/Sights.ts"
export * as GraphCalls from "./simulation/GraphCalls.ts"
export * as Place from "./simulation/Place.ts"
// internal: ./simulation/Turns.ts
// internal: ./simulation/Guards.ts
// internal: ./simulation/Why.ts
// internal: ./simulation/Loose.ts
// internal: ./simulation/Guests.ts
// internal: ./simulation/PersonActs.ts
// internal: ./simulation/TaskCourses.ts
export * as BotProcess from "./simulation/BotProcess.ts"
export * as Templates from "./simulation/Templates.ts"
// internal: ./simulation/DeclaredStore.ts
// internal: ./simulation/Escapes.ts
// internal: ./simulation/Subscribed.ts
export * as Simulation from "./simulation/Simulation.ts"
export * as Convo from "./convo/Convo.ts"
export * as Hunk from "./convo/Hunk.ts"
export * as Update from "./convo/Update.ts"
export * as Suite from "./convo/Suite.ts"
export * as Replay from "./convo/Replay.ts"
export * as Imported from "./import/Imported.ts"
// internal: ./import/BotiumRefusals.ts
export * as Botium from "./import/Botium.ts"
export * as ChatFile from "./import/ChatFile.ts"
// internal: ./record/Deeds.ts
// internal: ./record/Heard.ts
export * as Retold from "./record/Retold.ts"
// internal: ./record/Placeholder.ts
// internal: ./record/Personal.ts
export * as Vocabulary from "./record/Vocabulary.ts"
export * as Recording from "./record/Recording.ts"
export * as Redaction from "./record/Redaction.ts"
export * as RecordingFold from "./record/Fold.ts"
export * as RecordingClasses from "./record/Classes.ts"
export * as Recorder from "./record/Recorder.ts"
export * as CoverageElement from "./coverage/Element.ts"
export * as MachineElements from "./coverage/MachineElements.ts"
// internal: ./coverage/Watched.ts
// internal: ./coverage/Spoken.ts
export * as CoverageTally from "./coverage/Tally.ts"
export * as Coverage from "./coverage/Coverage.ts"
export * as CoverageSummary from "./coverage/Summary.ts"
export * as SourcePlaces from "./coverage/SourcePlaces.ts"
export * as CoverageText from "./coverage/TextReport.ts"
export * as SuiteCoverage from "./coverage/SuiteCoverage.ts"
export * as ChartLayout from "./coverage/ChartLayout.ts"
// internal: ./coverage/Drawing.ts
export * as CoverageHtml from "./coverage/HtmlReport.ts"
// internal: ./explore/Breath.ts
// internal: ./explore/Samples.ts
// internal: ./explore/Input.ts
// internal: ./explore/Model.ts
export * as Steps from "./explore/Steps.ts"
// internal: ./explore/Standing.ts
// internal: ./explore/Inputs.ts
// internal: ./explore/Naturals.ts
// internal: ./explore/Tried.ts
// internal: ./explore/Search.ts
// internal: ./explore/Play.ts
// internal: ./explore/Cover.ts
// internal: ./explore/Naming.ts
export * as Explore from "./explore/Explore.ts"
// internal: ./contracts/Sample.ts
// internal: ./contracts/StoreBench.ts
// internal: ./contracts/StoreInboxContract.ts
// internal: ./contracts/StoreKeepingContract.ts
// internal: ./contracts/StoreOutboxContract.ts
// internal: ./contracts/StoreTimeContract.ts
// internal: ./contracts/StoreTurnContract.ts
// internal: ./contracts/StoreContract.ts
// internal: ./contracts/TransportContract.ts
// internal: ./contracts/index.ts
// internal: ./fixture/Course.ts
// internal: ./fixture/Expected.ts
// internal: ./fixture/Caller.ts
// internal: ./fixture/Traffic.ts
// internal: ./fixture/Somebody.ts
// internal: ./fixture/emulator.ts
// internal: ./properties/Step.ts
// internal: ./properties/Subject.ts
// internal: ./properties/Broken.ts
// internal: ./properties/Chance.ts
// internal: ./properties/Stage.ts
// internal: ./properties/Doings.ts
// internal: ./properties/Words.ts
// internal: ./properties/Disclosed.ts
// internal: ./properties/Ground.ts
// internal: ./properties/Property.ts
// internal: ./properties/Refusals.ts
// internal: ./properties/Shrink.ts
// internal: ./properties/Silent.ts
// internal: ./properties/Simpler.ts
// internal: ./properties/Taken.ts
// internal: ./properties/Walk.ts
// internal: ./properties/Twin.ts
// internal: ./properties/Violation.ts
// internal: ./properties/WayOut.ts
// internal: ./properties/Bench.ts
export * as Properties from "./properties/Properties.ts"
// internal: ./properties/Suite.ts
// internal: ./vitest.ts
// internal: ./vitest-plugin.ts
// internal: ./mutate/Anatomy.ts
// internal: ./mutate/Functions.ts
export * as Mutation from "./mutate/Mutation.ts"
// internal: ./mutate/Subject.ts
// internal: ./mutate/Choices.ts
// internal: ./mutate/Clocks.ts
// internal: ./mutate/Errands.ts
// internal: ./mutate/Keeping.ts
// internal: ./mutate/Leads.ts
// internal: ./mutate/Leash.ts
// internal: ./mutate/Speech.ts
// internal: ./mutate/Tables.ts
// internal: ./mutate/Traits.ts
export * as Mutations from "./mutate/Mutations.ts"
// internal: ./mutate/Trial.ts
// internal: ./mutate/Walks.ts
export * as Mutate from "./mutate/Mutate.ts"
// internal: ./fixture/index.ts
