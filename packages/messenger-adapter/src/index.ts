export * as Channel from "./wire/Channel.ts"
export * as Apps from "./wire/Apps.ts"
export * as Metadata from "./wire/Metadata.ts"
export * as Person from "./wire/Person.ts"
export * as Limits from "./wire/Limits.ts"
export * as Wire from "./wire/Wire.ts"
export * as MessagingEvent from "./wire/MessagingEvent.ts"
export * as ChangeValue from "./wire/ChangeValue.ts"
export * as WebhookBody from "./wire/WebhookBody.ts"
// internal: ./wire/Buttons.ts
// internal: ./wire/Forms.ts
// internal: ./wire/Templates.ts
export * as SendBody from "./wire/SendBody.ts"
export * as SponsoredBody from "./wire/SponsoredBody.ts"
// internal: ./policy/Pages.ts
export * as Readings from "./policy/Readings.ts"
// internal: ./policy/Acts.ts
// internal: ./policy/Openers.ts
// internal: ./policy/StandardLanes.ts
// internal: ./policy/Tags.ts
// internal: ./policy/Permissions.ts
// internal: ./policy/SendLimits.ts
// internal: ./policy/Notice.ts
export * as MessengerPack from "./policy/MessengerPack.ts"
export * as InstagramPack from "./policy/InstagramPack.ts"
export * as SeedPacks from "./policy/SeedPacks.ts"
export * as Packs from "./policy/Packs.ts"
// internal: ./policy/PackNames.ts
export * as GraphHttp from "./graph/GraphHttp.ts"
export * as UndiciHttp from "./graph/UndiciHttp.ts"
export * as GraphError from "./graph/GraphError.ts"
export * as ErrorTable from "./graph/ErrorTable.ts"
// internal: ./graph/Feature.ts
// internal: ./graph/Usage.ts
export * as Classify from "./graph/Classify.ts"
export * as Credentials from "./graph/Credentials.ts"
export * as Multipart from "./graph/Multipart.ts"
export * as GraphClient from "./graph/GraphClient.ts"
// internal: ./graph/Circuit.ts
// internal: ./graph/Bucket.ts
// internal: ./graph/SendRate.ts
export * as Field from "./inbound/Field.ts"
export * as Reader from "./inbound/Reader.ts"
export * as Raw from "./inbound/Raw.ts"
export * as JsonText from "./inbound/JsonText.ts"
export * as Bounds from "./inbound/Bounds.ts"
export * as Identity from "./inbound/Identity.ts"
export * as Finding from "./inbound/Finding.ts"
export * as Topics from "./inbound/Topics.ts"
export * as DecodeReferral from "./inbound/DecodeReferral.ts"
export * as DecodeMessage from "./inbound/DecodeMessage.ts"
export * as DecodeOptIn from "./inbound/DecodeOptIn.ts"
export * as DecodeRouting from "./inbound/DecodeRouting.ts"
export * as DecodeSurvey from "./inbound/DecodeSurvey.ts"
export * as DecodeDeed from "./inbound/DecodeDeed.ts"
export * as DecodeAccount from "./inbound/DecodeAccount.ts"
export * as DecodePost from "./inbound/DecodePost.ts"
export * as DecodeEvent from "./inbound/DecodeEvent.ts"
export * as DecodeChange from "./inbound/DecodeChange.ts"
export * as Decode from "./inbound/Decode.ts"
export * as Signature from "./inbound/Signature.ts"
export * as Handshake from "./inbound/Handshake.ts"
export * as Webhook from "./inbound/Webhook.ts"
export * as Unsendable from "./outbound/Unsendable.ts"
export * as Recipient from "./outbound/Recipient.ts"
export * as RenderButtons from "./outbound/RenderButtons.ts"
export * as RenderTemplate from "./outbound/RenderTemplate.ts"
export * as RenderRequest from "./outbound/RenderRequest.ts"
// internal: ./outbound/RichContent.ts
// internal: ./outbound/RenderReceipt.ts
// internal: ./outbound/RenderRich.ts
// internal: ./outbound/RenderContent.ts
export * as RenderControl from "./outbound/RenderControl.ts"
// internal: ./outbound/Ways.ts
export * as Render from "./outbound/Render.ts"
export * as RenderSponsored from "./outbound/RenderSponsored.ts"
export * as Backoff from "./outbound/Backoff.ts"
export * as Verdict from "./outbound/Verdict.ts"
// internal: ./outbound/PlainHttp.ts
// internal: ./outbound/RenderReaction.ts
// internal: ./outbound/Prepare.ts
// internal: ./outbound/Outlet.ts
// internal: ./outbound/Uploaded.ts
export * as Send from "./outbound/Send.ts"
export { MessengerConfigError } from "./MessengerConfigError.ts"
// internal: ./Secret.ts
export * as AttachmentCache from "./graph/AttachmentCache.ts"
export * as GraphVersion from "./wire/GraphVersion.ts"
// internal: ./OptionKinds.ts
// internal: ./AccountSettings.ts
// internal: ./manage/SignedRequest.ts
export * as DataDeletion from "./manage/DataDeletion.ts"
export * as MessengerSettings from "./MessengerSettings.ts"
export * as Capabilities from "./Capabilities.ts"
export * as MessengerConfig from "./MessengerConfig.ts"
// internal: ./outbound/Reuse.ts
export * as Silence from "./manage/Silence.ts"
// internal: ./manage/Placeholders.ts
export * as Invalid from "./manage/Invalid.ts"
// internal: ./manage/Shape.ts
export * as UploadLimits from "./wire/UploadLimits.ts"
export * as Picture from "./manage/Picture.ts"
export * as UtilityTemplate from "./manage/UtilityTemplate.ts"
// internal: ./manage/TemplateWire.ts
export * as TemplateBook from "./manage/TemplateBook.ts"
// internal: ./Clients.ts
// internal: ./graph/Guarded.ts
export * as Call from "./manage/Call.ts"
export * as Managed from "./manage/Managed.ts"
export * as InstagramToken from "./manage/InstagramToken.ts"
export * as SubscribedFields from "./wire/SubscribedFields.ts"
export * as Subscriptions from "./manage/Subscriptions.ts"
export * as AccountChecks from "./manage/AccountChecks.ts"
export * as Accounts from "./Accounts.ts"
// internal: ./Ending.ts
export * as PageIds from "./manage/PageIds.ts"
// internal: ./outbound/LiveComments.ts
export * as Messenger from "./Messenger.ts"
export { make as messenger } from "./Messenger.ts"
export * as AccountLinking from "./manage/AccountLinking.ts"
// internal: ./manage/Pinned.ts
// internal: ./manage/PublicAddress.ts
export * as MediaFetch from "./manage/MediaFetch.ts"
export * as Personas from "./manage/Personas.ts"
export * as UploadSource from "./manage/UploadSource.ts"
export * as Uploads from "./manage/Uploads.ts"
// internal: ./wire/ProfileBody.ts
export * as UserProfile from "./manage/UserProfile.ts"
// internal: ./manage/CallRate.ts
export * as Profile from "./manage/Profile.ts"
// internal: ./manage/ProfileWire.ts
export * as ProfileDiff from "./manage/ProfileDiff.ts"
export * as ProfileApi from "./manage/ProfileApi.ts"
export * as TemplateDiff from "./manage/TemplateDiff.ts"
export * as Handles from "./manage/Handles.ts"
export * as TemplateApi from "./manage/TemplateApi.ts"
export * as ThreadOwner from "./manage/ThreadOwner.ts"
export * as Manage from "./Manage.ts"
export * as ManagedAccounts from "./ManagedAccounts.ts"
export { manage } from "./ManagedAccounts.ts"
export * as MeLink from "./manage/MeLink.ts"
// internal: ./outbound/Known.ts
// internal: ./outbound/RichWords.ts
export * as Rich from "./outbound/Rich.ts"
// internal: ./manage/ConversationsApi.ts
export * as Reconcile from "./manage/Reconcile.ts"
