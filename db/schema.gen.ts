// Generated from the migrations by scripts/generate-schema.ts. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export interface DataProtectionCertificate {
  id: Generated<string>
  partnership_id: string
  reference: string
  dry_run_id: string
  authorised_by: string | null
  authorised_name: string
  authorised_office: string
  dry_run_at: ColumnType<Date, Date | string, Date | string>
  destroyed_at: ColumnType<Date, Date | string, Date | string>
}

export interface DataProtectionCertificateLine {
  certificate_id: string
  kind: string
  title: string
  schedule: string
  count: number
  ids_sha256: string
  oldest_on: string
  newest_on: string
}

export interface DataProtectionDryRun {
  id: Generated<string>
  partnership_id: string
  made_by: string | null
  made_at: ColumnType<Date, Date | string, Date | string>
}

export interface DataProtectionDryRunLine {
  dry_run_id: string
  kind: string
  title: string
  schedule: string
  is_signed: boolean
  due_ids: string[]
  held_ids: string[]
  held_why: Generated<string[]>
  oldest_on: string | null
  newest_on: string | null
}

export interface DataProtectionEntry {
  id: Generated<string>
  partnership_id: string
  register: string
  reference: string
  received_at: ColumnType<Date, Date | string, Date | string>
  who: string
  what: string
  gateway: string | null
  state: Generated<string>
  extended_on: string | null
  extension_reason: string | null
  decision: string | null
  decision_reason: string | null
  decided_by: string | null
  decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  people_told: string | null
  people_reason: string | null
  recorded_by: string | null
  closed_by: string | null
  version: Generated<number>
}

export interface DataProtectionHold {
  id: Generated<string>
  partnership_id: string
  kind: string | null
  organisation_id: string | null
  item_id: string | null
  reason: string
  review_on: string
  placed_by: string | null
  placed_at: ColumnType<Date, Date | string, Date | string>
  released_by: string | null
  released_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  release_reason: string | null
}

export interface DataProtectionNotice {
  partnership_id: string
  controller: string | null
  contact: string | null
  officer: string | null
  accessibility_contact: string | null
  accessibility_known: string | null
  reviewed_on: string
  version: Generated<number>
}

export interface DataProtectionPause {
  id: Generated<string>
  entry_id: string
  why: string
  from_on: string
  to_on: string | null
}

export interface DataProtectionProcessing {
  partnership_id: string
  kind: string
  controllers: string | null
  processors: string | null
  recipients: string | null
  note: string | null
  reviewed_on: string
  version: Generated<number>
}

export interface DataProtectionSchedule {
  partnership_id: string
  kind: string
  keeps: string
  months: number | null
  starts: string
  basis: string
  source: string
  certainty: string
  signed_off_by: string | null
  signed_off_office: string | null
  signed_off_on: string | null
  changed_at: ColumnType<Date, Date | string, Date | string>
  version: Generated<number>
}

export interface DutiesBankHoliday {
  falls_on: string
  name: string
  replaces_on: string | null
  source: string
  added_by: string
  added_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface DutiesCalendarYear {
  year: number
  source: string
  declared_by: string
  declared_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface EarlyWarningWarning {
  id: Generated<string>
  record_id: string
  partnership_id: string
  indicator_id: string
  rule: string
  direction: string
  onset_on: string
  latest_on: string
  seen: string
  rule_set: string
  is_concern: boolean
  looked_at: number
  is_invented: Generated<boolean>
  opened_at: ColumnType<Date, Date | string | undefined, Date | string>
  state: Generated<string>
  decision: string | null
  decision_reason: string | null
  reopened_reason: string | null
  decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  decided_by: string | null
  group_id: string | null
  owner_office_id: string | null
  due_on: string | null
  closed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  closed_by: string | null
  close_ground: string | null
  answer: string | null
  evidence_kind: string | null
  evidence_source: string | null
  evidence_true_on: string | null
  repeats_id: string | null
  version: Generated<number>
}

export interface FundingAccount {
  id: Generated<string>
  partnership_id: string
  period_words: string
  starts_on: string
  ends_on: string
  printed: ColumnType<unknown, string | undefined, string>
  notes: ColumnType<unknown, string | undefined, string>
  fingerprint: string
}

export interface FundingLine {
  id: Generated<string>
  account_id: string
  kind: string
  position: number
  label: string
  heading: string
  organisation_id: string | null
  unit_pence: number | null
  quantity: Generated<number>
  total_pence: number | null
  printed_pence: number | null
  is_printed_per_body: Generated<boolean>
  printed_percent: ColumnType<string | null, string | number | null | undefined, string | number | null>
  mark: string | null
  note: string | null
}

export interface GovernanceAgreement {
  id: Generated<string>
  record_id: string
  partnership_id: string
  title: string
  purposes: string
  data_level: string
  legal_basis: string
  owner_office_id: string
  starts_on: string | null
  expires_on: string | null
  review_on: string | null
  address: string | null
  state: Generated<string>
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface GovernanceAgreementParty {
  id: Generated<string>
  agreement_id: string
  organisation_id: string
  office_id: string | null
  due_on: string | null
  approved_on: string | null
  approved_by: string | null
  evidence: string | null
}

export interface GovernanceAssurance {
  id: Generated<string>
  record_id: string
  partnership_id: string
  rhythm_id: string
  period_starts_on: string
  period_ends_on: string
  due_on: string
  assured: string
  evidence: string
  reservation: string | null
  given_on: string
  given_by: string | null
  received_on: string | null
  received_by: string | null
  reply: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface GovernanceAssuranceRhythm {
  id: Generated<string>
  partnership_id: string
  delegated_office_id: string
  lead_office_id: string
  every_months: number
  starts_on: string
  due_days: number
  ended_on: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface GovernanceDispute {
  id: string
  partnership_id: string
  is_funding: boolean
  issue: string
  step: string
  due_on: string | null
  outcome: string | null
  learning: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface GovernanceDisputeLimit {
  partnership_id: string
  step: string
  days: number | null
  certainty: string
  source: string
  version: Generated<number>
}

export interface GovernanceDisputeMove {
  dispute_id: string
  position: number
  to_step: string
  moved_on: string
  reason: string
  due_on: string | null
  due_source: string
  person_id: string | null
}

export interface GovernanceDisputeParty {
  dispute_id: string
  organisation_id: string
  partnership_id: string
}

export interface GovernanceDocument {
  id: Generated<string>
  record_id: string
  partnership_id: string
  kind: string
  title: string
  owner_office_id: string
  review_on: string | null
  state: Generated<string>
  withdrawn_on: string | null
  withdrawn_why: string | null
  replaced_by_id: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface GovernanceDocumentVersion {
  id: Generated<string>
  document_id: string
  number: number
  label: string
  what_changed: string
  body: string | null
  file_id: string | null
  made_on: string
  approved_on: string | null
  approved_by: string | null
  approval_reference: string | null
  publish_by: string | null
  published_on: string | null
  published_at: string | null
  sign_off_record_id: string | null
}

export interface GovernanceGuidance {
  id: Generated<string>
  record_id: string
  partnership_id: string
  shipped_slug: string | null
  kind: string
  title: string
  publisher: string
  source: string
  address: string | null
  certainty: string
  certainty_note: string | null
  heard_on: string
  in_force_on: string | null
  in_force_words: string | null
  summary: string
  who_must: string | null
  owner_office_id: string | null
  due_on: string | null
  state: Generated<string>
  changed_locally: string | null
  evidence: string | null
  implemented_on: string | null
  reason: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface GovernanceGuidanceAction {
  guidance_id: string
  record_id: string
}

export interface GovernanceProtocol {
  id: Generated<string>
  record_id: string
  partnership_id: string
  kind: string
  name: string
  parties: string
  purpose: string
  owner_office_id: string
  version_label: string | null
  address: string | null
  review_on: string | null
  state: Generated<string>
  source: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface GovernanceReview {
  id: Generated<string>
  partnership_id: string
  record_id: string
  reviewed_on: string
  outcome: string
  note: string
  next_on: string | null
  person_id: string | null
  entered_at: ColumnType<Date, Date | string, Date | string>
}

export interface GovernanceSignature {
  id: Generated<string>
  partnership_id: string
  version_id: string
  office_id: string
  capacity: string
  due_on: string | null
  signed_on: string | null
  way: string | null
  signed_by: string | null
  signer_name: string | null
  recorded_by: string | null
  evidence: string | null
  evidence_file_id: string | null
  note: string | null
  entered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface GroupsDuty {
  id: Generated<string>
  group_id: string
  words: string
  every_months: number
  next_due_on: string
  source: string
  ended_on: string | null
  version: Generated<number>
}

export interface GroupsDutyDone {
  id: Generated<string>
  duty_id: string
  due_on: string
  done_on: string
  note: string
  office_id: string | null
}

export interface GroupsTerms {
  id: string
  partnership_id: string
  group_id: string
  number: number
  body: Generated<string>
  file_id: string | null
  what_changed: string
  proposed_on: string
  approved_on: string | null
  approved_by: string | null
  in_force_from: string | null
  withdrawn_on: string | null
  version: Generated<number>
}

export interface IdentityAccess {
  id: Generated<string>
  office_id: string
  partnership_id: string
  role: string
  starts_on: string | null
  ends_on: string | null
  modules: string[] | null
  authorities: Generated<string[]>
}

export interface IdentityAuthenticatorApp {
  id: Generated<string>
  person_id: string
  sealed_secret: string
  is_confirmed: Generated<boolean>
  last_step: Generated<number>
  created_at: ColumnType<Date, Date | string, Date | string>
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface IdentityCodeSheet {
  id: Generated<string>
  person_id: string
  kind: string
  salt: Buffer
  asked_number: number | null
  created_at: ColumnType<Date, Date | string, Date | string>
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface IdentityDeputy {
  id: Generated<string>
  partnership_id: string
  office_id: string
  person_id: string
  starts_on: string
  ends_on: string
  reason: string
  named_by: string | null
  named_at: ColumnType<Date, Date | string, Date | string>
  withdrawn_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface IdentityFactorOpening {
  person_id: string
  ends_on: string
}

export interface IdentityHeldForm {
  id: string
  person_id: string
  sealed: Buffer
  expires_at: ColumnType<Date, Date | string, Date | string>
}

export interface IdentityHolding {
  office_id: string | null
  person_id: string | null
  partnership_id: string | null
  starts_on: string | null
  ends_on: string | null
  is_deputy: boolean | null
  id: string | null
}

export interface IdentityModuleOff {
  partnership_id: string
  module: string
  switched_at: ColumnType<Date, Date | string | undefined, Date | string>
  reason: string | null
  switched_by: string | null
}

export interface IdentityOffice {
  id: Generated<string>
  organisation_id: string
  title: string
  reports_to: string | null
}

export interface IdentityOfficeUse {
  access_id: string
  person_id: string
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  first_notice_on: string | null
  second_notice_on: string | null
  suspended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface IdentityOneTimeLink {
  id: string
  person_id: string | null
  browser_hash: string
  next: string
  expires_at: ColumnType<Date, Date | string, Date | string>
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  same_browser: boolean | null
  entry_hash: string | null
}

export interface IdentityOrganisation {
  id: Generated<string>
  slug: string
  name: string
  sector: string
  is_category: Generated<boolean>
  note: string | null
}

export interface IdentityOrganisationAlias {
  organisation_id: string
  name: string
  source: string | null
  note: string | null
}

export interface IdentityPasskey {
  id: string
  person_id: string
  name: string
  public_key: Buffer
  counter: number
  transports: Generated<string[]>
  is_backed_up: boolean
  created_at: ColumnType<Date, Date | string, Date | string>
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  organisations: string[] | null
}

export interface IdentityPasskeyChallenge {
  id: string
  purpose: string
  person_id: string | null
  expires_at: ColumnType<Date, Date | string, Date | string>
}

export interface IdentityPerson {
  id: Generated<string>
  name: string
  email: string | null
  is_sample: Generated<boolean>
  pseudonymised_on: string | null
}

export interface IdentityPersonAccount {
  id: Generated<string>
  person_id: string
  issuer: string
  subject: string
  linked_at: ColumnType<Date, Date | string, Date | string>
}

export interface IdentitySession {
  id: string
  person_id: string
  access_id: string
  csrf_token: string
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
  last_seen_at: ColumnType<Date, Date | string | undefined, Date | string>
  method: Generated<string>
  strength: Generated<string>
  stepped_up_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  provider: string | null
  organisations: string[] | null
}

export interface IdentitySheetCode {
  sheet_id: string
  number: number
  hash: Buffer
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface IdentitySignInAttempt {
  id: string
  provider: string
  state: string
  nonce: string
  verifier: string
  next: string
  expires_at: ColumnType<Date, Date | string, Date | string>
}

export interface IdentityStop {
  id: Generated<string>
  partnership_id: string
  office_id: string
  person_id: string
  tenure_id: string | null
  deputy_id: string | null
  stopped_at: ColumnType<Date, Date | string, Date | string>
  stopped_by: string
  lifted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  lifted_by: string | null
}

export interface IdentityTenure {
  id: Generated<string>
  office_id: string
  person_id: string
  starts_on: string
  ends_on: string | null
  partnership_id: string | null
  end_set_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  ends_on_before: string | null
}

export interface IndicatorsAnnotation {
  id: Generated<string>
  partnership_id: string
  indicator_id: string
  starts_on: string
  text: string
  is_rebase: Generated<boolean>
  author: string
  reason: string | null
}

export interface IndicatorsDataset {
  id: Generated<string>
  slug: string
  title: string
  publisher: string
  licence: string
  source_note: string | null
  file_name: string
  sha256: string
  released_on: string | null
  imported_at: ColumnType<Date, Date | string | undefined, Date | string>
  row_count: Generated<number>
  problem_count: Generated<number>
}

export interface IndicatorsIndicator {
  id: Generated<string>
  code: string
  slug: string
  position: number
  theme: string
  name: string
  question: string
  definition: string
  numerator: string
  denominator: string | null
  unit: string
  multiplier: ColumnType<string | null, string | number | null | undefined, string | number | null>
  decimals: Generated<number>
  polarity: string
  owner_kind: string
  asked_of: string | null
  frequency: string
  details: ColumnType<unknown, string | undefined, string>
  measure_id: number | null
  certainty: string
  version: Generated<number>
}

export interface IndicatorsMeasure {
  id: GeneratedAlways<number>
  source: string
  code: string
  name: string
  unit: string | null
  decimals: number | null
  polarity: string | null
  topic: string | null
  definition: string | null
}

export interface IndicatorsNationalValue {
  measure_id: number
  area_id: number
  period: string
  starts_on: string | null
  ends_on: string
  value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  state: string
  dataset_id: string
}

export interface IndicatorsNeighbour {
  model: string
  area_id: number
  position: number
  neighbour_id: number
  closeness: string
}

export interface IndicatorsNeighbourModel {
  model: string
  dated_on: string
  title: string
}

export interface IndicatorsObservation {
  id: Generated<string>
  partnership_id: string
  indicator_id: string
  organisation_id: string
  starts_on: string
  ends_on: string
  numerator: ColumnType<string | null, string | number | null | undefined, string | number | null>
  denominator: ColumnType<string | null, string | number | null | undefined, string | number | null>
  value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  state: string
  reason: string | null
  is_invented: Generated<boolean>
  return_id: string | null
  recorded_at: ColumnType<Date, Date | string | undefined, Date | string>
  replaced_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface IndicatorsSupply {
  id: Generated<string>
  partnership_id: string
  indicator_id: string
  organisation_id: string
  target: ColumnType<string | null, string | number | null | undefined, string | number | null>
  target_note: string | null
}

export interface MeetingsAgendaItem {
  id: Generated<string>
  meeting_id: string
  matter_id: string | null
  position: number
  title: string
  purpose: string
  marking: Generated<string>
  presenter_office_id: string | null
  minutes_allowed: number | null
  note: Generated<string>
  outcome: Generated<string>
  version: Generated<number>
  added_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface MeetingsAttendance {
  id: Generated<string>
  meeting_id: string
  seat_id: string | null
  organisation_id: string | null
  organisation_name: string
  office_id: string | null
  position_title: string
  position: Generated<number>
  may_vote: Generated<boolean>
  state: Generated<string>
  deputy: Generated<string>
  apologies_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  recorded_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  recorded_by: string | null
  version: Generated<number>
}

export interface MeetingsDeclinedSuggestion {
  id: Generated<string>
  partnership_id: string
  group_id: string
  key: string
  title: string
  marking: Generated<string>
  reason: string
  declined_on: string
  declined_by: string | null
  office_id: string | null
}

export interface MeetingsGroupSetting {
  group_id: string
  weekday: number | null
  starts_at: Generated<string>
  minutes_long: Generated<number>
  place: Generated<string>
  papers_days_before: Generated<number>
  quorum_members: number | null
  quorum_percent: number | null
  quorum_each_partner: Generated<boolean>
  quorum_words: string | null
  quorum_source: string | null
  version: Generated<number>
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>
  changed_by: string | null
  terms_review_months: Generated<number>
}

export interface MeetingsInvitation {
  id: Generated<string>
  meeting_id: string
  email: string
  office_id: string | null
  method: string
  sequence: number
  queued_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface MeetingsMatter {
  id: Generated<string>
  record_id: string
  reference: string
  partnership_id: string
  group_id: string
  title: string
  summary: Generated<string>
  purpose: string
  marking: Generated<string>
  presenter_office_id: string | null
  minutes_allowed: number | null
  due_on: string | null
  state: Generated<string>
  closed_reason: string | null
  recurring_id: string | null
  source_key: string | null
  source_words: Generated<string>
  source_href: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
  raised_at: ColumnType<Date, Date | string | undefined, Date | string>
  comes_next: Generated<boolean>
}

export interface MeetingsMatterGroup {
  matter_id: string
  group_id: string
  since: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface MeetingsMeeting {
  id: Generated<string>
  record_id: string
  reference: string
  partnership_id: string
  group_id: string
  kind: string
  title: string
  theme: Generated<string>
  starts_at: ColumnType<Date, Date | string, Date | string>
  ends_at: ColumnType<Date, Date | string, Date | string>
  place: Generated<string>
  state: Generated<string>
  minutes_state: Generated<string>
  papers_due_on: string | null
  sequence: Generated<number>
  cancel_reason: string | null
  cancelled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  called_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  is_invented: Generated<boolean>
  version: Generated<number>
  planned_at: ColumnType<Date, Date | string | undefined, Date | string>
  organiser_email: string | null
}

export interface MeetingsPaper {
  id: Generated<string>
  record_id: string
  reference: string
  meeting_id: string
  agenda_item_id: string
  title: string
  marking: Generated<string>
  owner_office_id: string | null
  due_on: string | null
  body: string | null
  file_id: string | null
  received_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  received_by: string | null
  is_late: Generated<boolean>
  is_supplement: Generated<boolean>
  withdrawn_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  version: Generated<number>
  asked_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface MeetingsPaperPdf {
  file_id: string
  content: Buffer | null
  made_at: ColumnType<Date, Date | string, Date | string>
}

export interface MeetingsRecurringMatter {
  id: Generated<string>
  partnership_id: string
  group_id: string
  title: string
  purpose: string
  marking: Generated<string>
  months: number[]
  presenter_office_id: string | null
  minutes_allowed: number | null
  needs_paper: Generated<boolean>
  source: Generated<string>
  ended_on: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface MeetingsReferral {
  id: Generated<string>
  matter_id: string
  from_group_id: string
  to_group_id: string
  way: string
  reason: string
  referred_at: ColumnType<Date, Date | string | undefined, Date | string>
  referred_by: string | null
}

export interface MeetingsSchoolHoliday {
  id: Generated<string>
  partnership_id: string
  name: string
  starts_on: string
  ends_on: string
  certainty: string
  source: Generated<string>
  version: Generated<number>
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>
  changed_by: string | null
}

export interface MinutesCascade {
  id: Generated<string>
  record_id: string
  partnership_id: string
  title: string
  message: string
  what_to_do: string
  marking: string
  asked_on: string
  due_on: string
  asked_by: string | null
  is_invented: Generated<boolean>
}

export interface MinutesCascadeAgency {
  cascade_id: string
  organisation_id: string
  partnership_id: string
  answer: string | null
  told_who: string | null
  told_how: string | null
  told_on: string | null
  reason: string | null
  answered_by: string | null
  answered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  version: Generated<number>
}

export interface MinutesCircular {
  id: Generated<string>
  record_id: string
  partnership_id: string
  group_id: string
  quarter_on: string
  due_on: string
  state: Generated<string>
  issue: Generated<number>
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface MinutesCircularCopy {
  circular_id: string
  issue: number
  organisation_id: string
  mails: number
}

export interface MinutesCircularIssue {
  circular_id: string
  issue: number
  parts: ColumnType<unknown, string, string>
  approved_by: string | null
  approved_at: ColumnType<Date, Date | string, Date | string>
  sent_by: string | null
  sent_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface MinutesCircularPart {
  id: Generated<string>
  circular_id: string
  position: number
  heading: string
  text: string
}

export interface MinutesClash {
  id: Generated<string>
  line_id: string
  base_version: number
  text: string
  written_by: string | null
  written_at: ColumnType<Date, Date | string, Date | string>
  merged_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  merged_by: string | null
}

export interface MinutesDecision {
  id: Generated<string>
  record_id: string
  partnership_id: string
  group_id: string
  meeting_id: string | null
  agenda_item_id: string | null
  matter_id: string | null
  title: string
  reason: string
  options: string | null
  decided_by: string
  authority: string
  quorum: string
  dissent: string | null
  decided_on: string
  is_between_meetings: Generated<boolean>
  minuted_at_id: string | null
  look_question: string | null
  marking: Generated<string>
  recorded_by: string | null
  is_invented: Generated<boolean>
  report_matter_id: string | null
}

export interface MinutesFeedback {
  id: Generated<string>
  record_id: string
  partnership_id: string
  group_id: string
  quarter_on: string
  due_on: string
  state: Generated<string>
  sent_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  sent_by: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface MinutesFeedbackDelivery {
  feedback_id: string
  destination_id: string
  mails: number
}

export interface MinutesFeedbackDestination {
  id: Generated<string>
  partnership_id: string
  position: number
  name: string
  kind: string
  group_id: string | null
  source: string
  is_used: Generated<boolean>
}

export interface MinutesFeedbackHeading {
  id: Generated<string>
  partnership_id: string
  position: number
  name: string
  draws_on: Generated<string[]>
  source: string
  is_used: Generated<boolean>
}

export interface MinutesFeedbackPart {
  feedback_id: string
  heading_id: string
  text: string
}

export interface MinutesFilterChoice {
  id: Generated<string>
  referral_id: string
  matter_id: string
  group_id: string
  choice: string
  reason: string
  chosen_on: string
  chosen_by: string | null
}

export interface MinutesLine {
  id: string
  meeting_id: string
  agenda_item_id: string | null
  position: number
  text: string
  version: Generated<number>
  is_removed: Generated<boolean>
}

export interface MinutesLineWording {
  line_id: string
  version: number
  text: string
  written_by: string | null
  written_at: ColumnType<Date, Date | string, Date | string>
  reason: string | null
}

export interface MinutesLook {
  id: Generated<string>
  decision_id: string
  due_on: string
  matter_id: string | null
  raised_on: string | null
  outcome: string | null
  found: string | null
  looked_on: string | null
  looked_by: string | null
}

export interface MinutesMinute {
  meeting_id: string
  state: Generated<string>
  opened_by: string | null
  opened_at: ColumnType<Date, Date | string, Date | string>
  agreed_by: string | null
  agreed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  agreed_way: string | null
  agreed_on: string | null
  agreed_note: string | null
  published_by: string | null
  published_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  has_names: Generated<boolean>
  version: Generated<number>
}

export interface MinutesRaisedAction {
  record_id: string
  meeting_id: string | null
  agenda_item_id: string | null
  line_id: string | null
  decision_id: string | null
}

export interface MinutesSetting {
  partnership_id: string
  feedback_days: Generated<number>
  circular_days: Generated<number>
  source: Generated<string>
  version: Generated<number>
}

export interface PartnershipsAgency {
  id: Generated<string>
  partnership_id: string
  organisation_id: string
  position: number
  category: string
  name_as_printed: string
  is_safeguarding_partner: Generated<boolean>
  relevant_agency: Generated<string>
  section_11: Generated<string>
  invited: Generated<string>
  legal_basis: string | null
  represented_by: string | null
  note: string | null
  source: string
  changed_on: string | null
  version: Generated<number>
  starts_on: string | null
  ends_on: string | null
  legal_category: Generated<string>
}

export interface PartnershipsAgencyListReview {
  id: Generated<string>
  partnership_id: string
  reviewed_on: string
  office_id: string | null
  group_id: string | null
  what_changed: string
  next_due_on: string
}

export interface PartnershipsAgencyNotice {
  id: Generated<string>
  agency_id: string
  told_on: string
  what: string
  acknowledged_on: string | null
  acknowledged_words: string | null
  version: Generated<number>
}

export interface PartnershipsArea {
  id: Generated<number>
  la_code: string | null
  ons_code: string | null
  name: string
  kind: string
  region_id: number | null
  police_force: string | null
  icb: string | null
  starts_on: string | null
  ends_on: string | null
}

export interface PartnershipsChairRotation {
  group_id: string
  every: string
  number: number
  next_on: string | null
  source: string
  version: Generated<number>
}

export interface PartnershipsChairRotationSeat {
  group_id: string
  position: number
  seat_id: string
}

export interface PartnershipsChairTerm {
  id: Generated<string>
  group_id: string
  seat_id: string
  starts_on: string
  came_by: string
  note: string | null
}

export interface PartnershipsDelegation {
  id: Generated<string>
  from_id: string
  to_id: string
  what: string
  starts_on: string
  ends_on: string | null
  version: Generated<number>
}

export interface PartnershipsEngagementVisit {
  id: Generated<string>
  agency_id: string
  visited_on: string
  office_id: string | null
  met: string
  what: string
  follow_up: string | null
  follow_up_on: string | null
  followed_on: string | null
  version: Generated<number>
}

export interface PartnershipsGroup {
  id: Generated<string>
  slug: string
  name: string
  kind: string
  core_function: Generated<string[]>
  core_function_source: string | null
  frequency: string
  meetings_a_year: number | null
  ownership: string
  owner: string | null
  shared_with: Generated<string[]>
  ownership_note: string | null
  operating: Generated<string>
  chair_rule: string | null
  chair_rule_source: string | null
  membership_stated: Generated<string>
  membership_note: string | null
  membership_source: string | null
  note: string | null
  source: string
  changed_on: string | null
  version: Generated<number>
  starts_on: string | null
  ends_on: string | null
  end_outcome: string | null
  work_goes_to: string | null
}

export interface PartnershipsGroupFact {
  group_id: string
  kind: string
  position: number
  words: string
  times_a_year: number | null
  as_at: string | null
  source: string
  note: string | null
  starts_on: string | null
}

export interface PartnershipsGroupOffer {
  group_id: string
  partnership_id: string
  offered_on: string
}

export interface PartnershipsGroupPartnership {
  group_id: string
  partnership_id: string
  reports_to: string | null
  reports_to_basis: string | null
  reports_to_note: string | null
  position: Generated<number>
}

export interface PartnershipsLink {
  partnership_id: string
  kind: string
  position: number
  name: string
  source: string
}

export interface PartnershipsOfficeDuty {
  office_id: string
  partnership_id: string
  kind: string
  position: number
  source: string
  note: string | null
}

export interface PartnershipsOfficeHolder {
  office_id: string
  position: number
  name: string
  title_as_printed: string
  as_at: string
  source: string
  note: string | null
}

export interface PartnershipsOfficer {
  id: Generated<string>
  partnership_id: string
  duty: string
  organisation_id: string
  title: string
  office_id: string | null
  starts_on: string | null
  ends_on: string | null
  note: string | null
  version: Generated<number>
}

export interface PartnershipsOrganisationPart {
  organisation_id: string
  part_of_id: string
}

export interface PartnershipsPartnership {
  id: Generated<string>
  slug: string
  name: string
  short_name: string
  la_code: string | null
  area_id: number | null
  purpose: string
  purpose_source: string | null
  vision: string | null
  vision_source: string | null
  legal_basis: string | null
  legal_basis_source: string | null
  geography: string | null
  geography_source: string | null
  colour: Generated<string>
  words: ColumnType<unknown, string | undefined, string>
  changed_on: string | null
  version: Generated<number>
}

export interface PartnershipsPartnershipName {
  id: Generated<string>
  partnership_id: string
  name: string
  short_name: string
  starts_on: string | null
  reason: string
}

export interface PartnershipsPublishedOffice {
  id: Generated<string>
  slug: string
  title: string
  organisation_id: string
  note: string | null
}

export interface PartnershipsSeat {
  id: Generated<string>
  group_id: string
  position: number
  title: string | null
  title_as_printed: string | null
  organisation_as_printed: string | null
  role: string
  is_vacant: Generated<boolean>
  office_id: string | null
  holder_name: string | null
  holder_as_at: string | null
  holder_source: string | null
  source: string
  note: string | null
  version: Generated<number>
  starts_on: string | null
  ends_on: string | null
  condition: string | null
  votes: Generated<string>
  authorities: Generated<string[]>
  places: Generated<number | null>
}

export interface PartnershipsSeatFilling {
  id: Generated<string>
  seat_id: string
  office_id: string
  is_deputy: Generated<boolean>
  starts_on: string
  ends_on: string | null
  version: Generated<number>
}

export interface PartnershipsSeatOrganisation {
  seat_id: string
  position: number
  organisation_id: string
}

export interface PartnershipsSourceDocument {
  id: Generated<string>
  slug: string
  title: string
  publisher: string
  dated: string
  as_at: string
  note: string | null
}

export interface PartnershipsSourceMisprint {
  document_id: string
  position: number
  printed: string
  place: string
  note: string
}

export interface PartnershipsSourceUse {
  document_id: string
  partnership_id: string
  position: number
  is_about: boolean
}

export interface PartnershipsStatement {
  id: Generated<string>
  partnership_id: string
  kind: string
  position: number
  text: string
  source: string
}

export interface PeopleListAnswer {
  check_id: string
  tenure_id: string
  answer: string
  ends_on: string | null
}

export interface PeopleListCheck {
  id: Generated<string>
  partnership_id: string
  organisation_id: string
  quarter_on: string
  due_on: string
  opened_on: string
  confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  confirmed_by: string | null
}

export interface PlanChallenge {
  id: Generated<string>
  plan_id: string
  item_id: string
  judgement_id: string | null
  words: string
  made_by: string
  made_office_id: string
  made_at: ColumnType<Date, Date | string, Date | string>
  answer: string | null
  answered_by: string | null
  answered_office_id: string | null
  answered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  version: Generated<number>
}

export interface PlanChange {
  id: Generated<string>
  plan_id: string
  item_id: string
  seq: GeneratedAlways<number>
  kind: string
  is_drafting: boolean
  effective_on: string
  title: string | null
  note: string | null
  source: string | null
  target: ColumnType<string | null, string | number | null | undefined, string | number | null>
  target_note: string | null
  reason: string | null
  state: string
  proposed_by: string | null
  proposed_office_id: string | null
  proposed_at: ColumnType<Date, Date | string, Date | string>
  approved_by: string | null
  approved_on: string | null
  decided_by: string | null
  decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  decision_note: string | null
}

export interface PlanDefinition {
  id: Generated<string>
  partnership_id: string
  key: string
  position: number
  words: string
  meaning: string
  tone: string
  is_little: boolean
  needs_evidence: boolean
  is_used: Generated<boolean>
  version: Generated<number>
}

export interface PlanFigure {
  id: Generated<string>
  plan_id: string
  item_id: string
  seq: GeneratedAlways<number>
  true_on: string
  value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  numerator: ColumnType<string | null, string | number | null | undefined, string | number | null>
  denominator: ColumnType<string | null, string | number | null | undefined, string | number | null>
  unknown_reason: string | null
  source: string
  entered_by: string | null
  entered_at: ColumnType<Date, Date | string, Date | string>
  is_invented: Generated<boolean>
}

export interface PlanItem {
  id: Generated<string>
  plan_id: string
  kind: string
  parent_id: string | null
  record_id: string | null
  position: number
  carried_from_id: string | null
  owner_office_id: string | null
  due_on: string | null
}

export interface PlanJudgement {
  id: Generated<string>
  plan_id: string
  item_id: string
  seq: GeneratedAlways<number>
  judged_on: string
  definition_id: string
  words: string
  meaning: string
  tone: string
  is_little: boolean
  needs_evidence: boolean
  evidence_count: number
  reasoning: string
  group_id: string | null
  judged_by: string | null
  judged_office_id: string | null
  recorded_at: ColumnType<Date, Date | string, Date | string>
}

export interface PlanJudgementEvidence {
  id: Generated<string>
  judgement_id: string
  position: number
  kind: string
  words: string
  true_on: string | null
  record_id: string
}

export interface PlanMeasure {
  item_id: string
  kind: string
  indicator_id: string | null
  unit: string | null
  polarity: string
  every_months: number | null
}

export interface PlanPlan {
  id: Generated<string>
  partnership_id: string
  slug: string
  title: string
  starts_on: string
  ends_on: string
  state: Generated<string>
  agreed_on: string | null
  agreed_by: string | null
  group_id: string | null
  judge_every_months: Generated<number>
  judge_days_before: Generated<number>
  stale_after_months: Generated<number>
  follows_id: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface PlanProject {
  id: Generated<string>
  record_id: string
  partnership_id: string
  title: string
  scope: string
  owner_office_id: string
  priority_id: string | null
  starts_on: string
  due_on: string | null
  state: Generated<string>
  is_invented: Generated<boolean>
  version: Generated<number>
}

export interface PlanProjectMove {
  id: Generated<string>
  project_id: string
  seq: GeneratedAlways<number>
  state: string
  moved_on: string
  words: string
  moved_by: string | null
  recorded_at: ColumnType<Date, Date | string, Date | string>
}

export interface PlanProjectReport {
  id: Generated<string>
  project_id: string
  title: string
  group_id: string | null
  due_on: string
  given_on: string | null
  summary: string | null
}

export interface PlanProjectStage {
  id: Generated<string>
  project_id: string
  position: number
  title: string
  due_on: string | null
  done_on: string | null
}

export interface PlanPublishedSet {
  id: Generated<string>
  partnership_id: string
  position: number
  label: string
  source: string
  note: string | null
  items: ColumnType<unknown, string, string>
}

export interface PlatformAuditCheck {
  chain: string
  partnership_id: string | null
  checked_at: ColumnType<Date, Date | string, Date | string>
  events: number
  problem: string | null
}

export interface PlatformAuditEvent {
  id: Generated<string>
  at: ColumnType<Date, Date | string | undefined, Date | string>
  person_id: string | null
  office_id: string | null
  partnership_id: string | null
  name: string
  subject: string
  details: ColumnType<unknown, string | undefined, string>
  position: Generated<number>
  body: Generated<string>
  previous_hash: Generated<string>
  hash: Generated<string>
}

export interface PlatformAuditHead {
  chain: string
  position: number
  hash: string
}

export interface PlatformFile {
  id: Generated<string>
  partnership_id: string
  organisation_id: string | null
  name: string
  media_type: string
  byte_count: number
  sha256: string
  content: Buffer
  is_restricted: Generated<boolean>
  scan_state: Generated<string>
  scanned_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  kept_at: ColumnType<Date, Date | string | undefined, Date | string>
  kept_by: string | null
}

export interface PlatformMail {
  id: Generated<string>
  to_address: string
  subject: string
  body: string | null
  state: Generated<string>
  attempts: Generated<number>
  next_attempt_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  last_problem: string | null
  queued_at: ColumnType<Date, Date | string | undefined, Date | string>
  sent_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  calendar_method: string | null
  calendar: string | null
}

export interface PlatformRateLimit {
  key: string
  points: Generated<number>
  expire: number | null
}

export interface PlatformSetting {
  key: string
  value: ColumnType<unknown, string, string>
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ReportsLocalAddition {
  partnership_id: string
  slug: string
  position: number
  title: string
  asks: string
  written_by: string
  copy_to: ColumnType<unknown, string | undefined, string>
  source: string
}

export interface ReportsPin {
  id: Generated<string>
  report_id: string
  item: string
  kind: string
  key: string
  claim: string
  pinned_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ReportsReport {
  id: Generated<string>
  record_id: string
  partnership_id: string
  title: string
  starts_on: string
  ends_on: string
  edition: string
  edition_reason: string | null
  state: Generated<string>
  created_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ReportsSection {
  report_id: string
  item: string
  position: number
  title: string
  asks: string
  source: string
  certainty: string
  is_statutory: boolean
  written_by: string
  narrative: Generated<string>
  version: Generated<number>
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>
  changed_by: string | null
}

export interface ReturnsAgencyReturn {
  id: Generated<string>
  quarter_id: string
  partnership_id: string
  organisation_id: string
  record_id: string
  state: Generated<string>
  version: Generated<number>
  saved_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  saved_by: string | null
  first_signed_off_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  signed_off_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  signed_off_by: string | null
  signed_off_name: string | null
  signed_off_office: string | null
  accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  decided_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  decided_by: string | null
  decision_note: string | null
}

export interface ReturnsAsked {
  return_id: string
  indicator_id: string
}

export interface ReturnsEntry {
  return_id: string
  indicator_id: string
  numerator: ColumnType<string | null, string | number | null | undefined, string | number | null>
  denominator: ColumnType<string | null, string | number | null | undefined, string | number | null>
  value: ColumnType<string | null, string | number | null | undefined, string | number | null>
  state: string
  reason: string | null
  note: string | null
  is_unusual: Generated<boolean>
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>
  changed_by: string | null
}

export interface ReturnsQuarter {
  id: Generated<string>
  partnership_id: string
  starts_on: string
  ends_on: string
  due_on: string
  is_demonstration: Generated<boolean>
  opened_at: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ReturnsUpload {
  id: Generated<string>
  return_id: string
  file_name: string
  sha256: string
  byte_count: number
  content: Buffer
  received_at: ColumnType<Date, Date | string | undefined, Date | string>
  received_by: string | null
  entry_count: number
  scan_state: Generated<string>
  scanned_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  is_unread: Generated<boolean>
  destroyed_on: string | null
}

export interface ReviewsCase {
  id: string
  partnership_id: string
  kind: string
  pseudonym: string
  state: Generated<string>
  aware_on: string | null
  notified_on: string | null
  owner_office_id: string
  child_name: string | null
  date_of_birth: string | null
  nhs_number: string | null
  address_area: string | null
  summary: string | null
  is_invented: Generated<boolean>
  opened_at: ColumnType<Date, Date | string, Date | string>
  version: Generated<number>
}

export interface ReviewsCaseAccess {
  id: string
  case_id: string
  partnership_id: string
  person_id: string
  office_id: string
  kind: string
  reason: string
  granted_by: string | null
  granted_at: ColumnType<Date, Date | string, Date | string>
  starts_on: string
  ends_on: string | null
  expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  ended_by: string | null
  end_reason: string | null
  looked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  looked_by: string | null
  opinion: string | null
}

export interface ReviewsCaseHistory {
  id: string
  case_id: string
  changed_at: ColumnType<Date, Date | string, Date | string>
  person_id: string | null
  field: string
  before: string | null
  after: string | null
}

export interface ReviewsCaseRecusal {
  id: string
  case_id: string
  person_id: string
  reason: string
  recorded_by: string | null
  recorded_at: ColumnType<Date, Date | string, Date | string>
}

export interface ReviewsNotificationCount {
  id: Generated<string>
  partnership_id: string
  starts_on: string
  ends_on: string
  period_words: string
  combined: number | null
  serious_incident_notifications: number | null
  counting_rule: string
  note: string | null
  source: string
  fingerprint: string
}

export interface ThreadCounter {
  partnership_id: string
  kind: string
  year: number
  last: number
}

export interface ThreadEndedLink {
  id: string
  from_id: string
  to_id: string
  relation: string
  reason: string | null
  linked_at: ColumnType<Date, Date | string, Date | string>
  linked_by: string | null
  ended_at: ColumnType<Date, Date | string, Date | string>
  ended_by: string | null
  end_reason: string | null
}

export interface ThreadGap {
  id: Generated<string>
  partnership_id: string
  record_id: string
  rule: string
  found_on: string
  closed_on: string | null
  set_aside_until: string | null
  set_aside_reason: string | null
  set_aside_by: string | null
  set_aside_on: string | null
  version: Generated<number>
}

export interface ThreadLink {
  id: Generated<string>
  from_id: string
  to_id: string
  relation: string
  reason: string | null
  linked_at: ColumnType<Date, Date | string | undefined, Date | string>
  linked_by: string | null
}

export interface ThreadRecord {
  id: Generated<string>
  partnership_id: string
  organisation_id: string | null
  reference: string
  kind: string
  title: string
  state: string
  marking: Generated<string>
  page: string
  is_invented: Generated<boolean>
  registered_at: ColumnType<Date, Date | string | undefined, Date | string>
  changed_at: ColumnType<Date, Date | string | undefined, Date | string>
  is_restricted: Generated<boolean>
  search_text: Generated<string>
  search: GeneratedAlways<string>
  known_to: string[] | null
}

export interface ThreadSharedWith {
  record_id: string
  partnership_id: string
}

export interface ThreadWord {
  partnership_id: string
  word: string
}

export interface ThreadWordList {
  partnership_id: string
  built_at: ColumnType<Date, Date | string, Date | string>
}

export interface TodayFeed {
  id: Generated<string>
  token_hash: string
  person_id: string
  partnership_id: string | null
  group_id: string | null
  made_at: ColumnType<Date, Date | string, Date | string>
  withdrawn_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  last_used_on: string | null
}

export interface TodayReminderDay {
  person_id: string
  sent_on: string
  digest_week: string | null
}

export interface TodayReminderRule {
  partnership_id: string
  soon: number
  first_late: number
  second_late: number
  every_late: number
  manager_after: number
  version: Generated<number>
}

export interface TodayReminderSent {
  person_id: string
  partnership_id: string
  module: string
  key: string
  due_on: string | null
  stage: string
  sent_on: string
}

export interface TodayReminderSetting {
  person_id: string
  choice: string
  weekday: number
}

export interface TodayVisit {
  person_id: string
  last_at: ColumnType<Date, Date | string, Date | string>
  before_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
}

export interface TrackerEvidence {
  id: Generated<string>
  item_id: string
  part_id: string | null
  record_id: string
  kind: string
  what: string
  true_on: string
  received_on: string
  link: string | null
  file_id: string | null
  about_record_id: string | null
  person_id: string | null
  office_id: string | null
  organisation_id: string | null
  verified_on: string | null
  verified_by: string | null
  verified_organisation_id: string | null
  body: string | null
}

export interface TrackerExtension {
  id: Generated<string>
  item_id: string
  part_id: string
  asked_on: string
  asked_by: string | null
  reason: string
  from_due_on: string
  to_due_on: string
  decision: string | null
  decision_reason: string | null
  decided_on: string | null
  decided_by: string | null
}

export interface TrackerImport {
  id: Generated<string>
  partnership_id: string
  file_name: string
  sha256: string
  sheet: ColumnType<unknown, string, string>
  sent_on: string
  sent_at: ColumnType<Date, Date | string, Date | string>
  sent_by: string | null
  confirmed_on: string | null
  confirmed_by: string | null
  placed: number | null
  unplaced: number | null
}

export interface TrackerItem {
  id: Generated<string>
  partnership_id: string
  record_id: string
  kind: string
  title: string
  state: string
  state_since: string
  state_reason: string | null
  source_kind: string
  source_record_id: string | null
  source_title: string | null
  source_date: string | null
  source_page: string | null
  raised_on: string
  group_id: string | null
  theme: string | null
  priority: Generated<string>
  strength: string | null
  child_would_notice: string | null
  measure_kind: string | null
  measure: string | null
  owner_office_id: string | null
  owner_organisation_id: string | null
  first_due_on: string | null
  due_on: string | null
  last_update_on: string | null
  update_due_on: string | null
  superseded_by_id: string | null
  round: Generated<number>
  import_key: string | null
  is_invented: Generated<boolean>
  version: Generated<number>
  is_open: GeneratedAlways<boolean>
  search: GeneratedAlways<string>
}

export interface TrackerMove {
  id: Generated<string>
  item_id: string
  part_id: string | null
  name: string
  from_state: string | null
  to_state: string
  moved_on: string
  moved_at: ColumnType<Date, Date | string, Date | string>
  reason: string | null
  person_id: string | null
  office_id: string | null
}

export interface TrackerPart {
  id: Generated<string>
  item_id: string
  partnership_id: string
  position: number
  office_id: string
  organisation_id: string
  what: string | null
  state: Generated<string>
  first_due_on: string
  due_on: string
  last_update_on: string | null
  update_due_on: string | null
  delivered_on: string | null
  verifier_office_id: string | null
  verified_on: string | null
  verified_by: string | null
  verified_organisation_id: string | null
  is_settled: Generated<boolean>
}

export interface TrackerProgress {
  id: Generated<string>
  item_id: string
  part_id: string | null
  given_on: string
  given_at: ColumnType<Date, Date | string, Date | string>
  standing: string
  words: string
  person_id: string | null
  office_id: string | null
}

export interface TrackerRetest {
  id: Generated<string>
  item_id: string
  partnership_id: string
  round: number
  number: number
  step: number
  theme: string | null
  due_on: string
  lapses_on: string
  result: string | null
  done_on: string | null
  found: string | null
  evidence_id: string | null
  done_by: string | null
}

export interface TrackerStateWord {
  partnership_id: string
  state: string
  words: string
  is_shown: boolean
}

export interface TrainingCourseDelivery {
  id: Generated<string>
  year_id: string
  kind: string
  position: number
  name: string
  held: string | null
  courses: number | null
  attendees: number | null
  is_register_missing: Generated<boolean>
  source: string
}

export interface TrainingELearning {
  year_id: string
  completions: number | null
  previous_completions: number | null
  change_percent: ColumnType<string | null, string | number | null | undefined, string | number | null>
  top_ten: ColumnType<unknown, string | undefined, string>
  note: string | null
  source: string
}

export interface TrainingPublishedYear {
  id: Generated<string>
  partnership_id: string
  starts_on: string
  ends_on: string
  period_words: string
  printed: ColumnType<unknown, string | undefined, string>
  notes: ColumnType<unknown, string | undefined, string>
  fingerprint: string
}

export interface DB {
  'data_protection.certificate': DataProtectionCertificate
  'data_protection.certificate_line': DataProtectionCertificateLine
  'data_protection.dry_run': DataProtectionDryRun
  'data_protection.dry_run_line': DataProtectionDryRunLine
  'data_protection.entry': DataProtectionEntry
  'data_protection.hold': DataProtectionHold
  'data_protection.notice': DataProtectionNotice
  'data_protection.pause': DataProtectionPause
  'data_protection.processing': DataProtectionProcessing
  'data_protection.schedule': DataProtectionSchedule
  'duties.bank_holiday': DutiesBankHoliday
  'duties.calendar_year': DutiesCalendarYear
  'early_warning.warning': EarlyWarningWarning
  'funding.account': FundingAccount
  'funding.line': FundingLine
  'governance.agreement': GovernanceAgreement
  'governance.agreement_party': GovernanceAgreementParty
  'governance.assurance': GovernanceAssurance
  'governance.assurance_rhythm': GovernanceAssuranceRhythm
  'governance.dispute': GovernanceDispute
  'governance.dispute_limit': GovernanceDisputeLimit
  'governance.dispute_move': GovernanceDisputeMove
  'governance.dispute_party': GovernanceDisputeParty
  'governance.document': GovernanceDocument
  'governance.document_version': GovernanceDocumentVersion
  'governance.guidance': GovernanceGuidance
  'governance.guidance_action': GovernanceGuidanceAction
  'governance.protocol': GovernanceProtocol
  'governance.review': GovernanceReview
  'governance.signature': GovernanceSignature
  'groups.duty': GroupsDuty
  'groups.duty_done': GroupsDutyDone
  'groups.terms': GroupsTerms
  'identity.access': IdentityAccess
  'identity.authenticator_app': IdentityAuthenticatorApp
  'identity.code_sheet': IdentityCodeSheet
  'identity.deputy': IdentityDeputy
  'identity.factor_opening': IdentityFactorOpening
  'identity.held_form': IdentityHeldForm
  'identity.holding': IdentityHolding
  'identity.module_off': IdentityModuleOff
  'identity.office': IdentityOffice
  'identity.office_use': IdentityOfficeUse
  'identity.one_time_link': IdentityOneTimeLink
  'identity.organisation': IdentityOrganisation
  'identity.organisation_alias': IdentityOrganisationAlias
  'identity.passkey': IdentityPasskey
  'identity.passkey_challenge': IdentityPasskeyChallenge
  'identity.person': IdentityPerson
  'identity.person_account': IdentityPersonAccount
  'identity.session': IdentitySession
  'identity.sheet_code': IdentitySheetCode
  'identity.sign_in_attempt': IdentitySignInAttempt
  'identity.stop': IdentityStop
  'identity.tenure': IdentityTenure
  'indicators.annotation': IndicatorsAnnotation
  'indicators.dataset': IndicatorsDataset
  'indicators.indicator': IndicatorsIndicator
  'indicators.measure': IndicatorsMeasure
  'indicators.national_value': IndicatorsNationalValue
  'indicators.neighbour': IndicatorsNeighbour
  'indicators.neighbour_model': IndicatorsNeighbourModel
  'indicators.observation': IndicatorsObservation
  'indicators.supply': IndicatorsSupply
  'meetings.agenda_item': MeetingsAgendaItem
  'meetings.attendance': MeetingsAttendance
  'meetings.declined_suggestion': MeetingsDeclinedSuggestion
  'meetings.group_setting': MeetingsGroupSetting
  'meetings.invitation': MeetingsInvitation
  'meetings.matter': MeetingsMatter
  'meetings.matter_group': MeetingsMatterGroup
  'meetings.meeting': MeetingsMeeting
  'meetings.paper': MeetingsPaper
  'meetings.paper_pdf': MeetingsPaperPdf
  'meetings.recurring_matter': MeetingsRecurringMatter
  'meetings.referral': MeetingsReferral
  'meetings.school_holiday': MeetingsSchoolHoliday
  'minutes.cascade': MinutesCascade
  'minutes.cascade_agency': MinutesCascadeAgency
  'minutes.circular': MinutesCircular
  'minutes.circular_copy': MinutesCircularCopy
  'minutes.circular_issue': MinutesCircularIssue
  'minutes.circular_part': MinutesCircularPart
  'minutes.clash': MinutesClash
  'minutes.decision': MinutesDecision
  'minutes.feedback': MinutesFeedback
  'minutes.feedback_delivery': MinutesFeedbackDelivery
  'minutes.feedback_destination': MinutesFeedbackDestination
  'minutes.feedback_heading': MinutesFeedbackHeading
  'minutes.feedback_part': MinutesFeedbackPart
  'minutes.filter_choice': MinutesFilterChoice
  'minutes.line': MinutesLine
  'minutes.line_wording': MinutesLineWording
  'minutes.look': MinutesLook
  'minutes.minute': MinutesMinute
  'minutes.raised_action': MinutesRaisedAction
  'minutes.setting': MinutesSetting
  'partnerships.agency': PartnershipsAgency
  'partnerships.agency_list_review': PartnershipsAgencyListReview
  'partnerships.agency_notice': PartnershipsAgencyNotice
  'partnerships.area': PartnershipsArea
  'partnerships.chair_rotation': PartnershipsChairRotation
  'partnerships.chair_rotation_seat': PartnershipsChairRotationSeat
  'partnerships.chair_term': PartnershipsChairTerm
  'partnerships.delegation': PartnershipsDelegation
  'partnerships.engagement_visit': PartnershipsEngagementVisit
  'partnerships.group': PartnershipsGroup
  'partnerships.group_fact': PartnershipsGroupFact
  'partnerships.group_offer': PartnershipsGroupOffer
  'partnerships.group_partnership': PartnershipsGroupPartnership
  'partnerships.link': PartnershipsLink
  'partnerships.office_duty': PartnershipsOfficeDuty
  'partnerships.office_holder': PartnershipsOfficeHolder
  'partnerships.officer': PartnershipsOfficer
  'partnerships.organisation_part': PartnershipsOrganisationPart
  'partnerships.partnership': PartnershipsPartnership
  'partnerships.partnership_name': PartnershipsPartnershipName
  'partnerships.published_office': PartnershipsPublishedOffice
  'partnerships.seat': PartnershipsSeat
  'partnerships.seat_filling': PartnershipsSeatFilling
  'partnerships.seat_organisation': PartnershipsSeatOrganisation
  'partnerships.source_document': PartnershipsSourceDocument
  'partnerships.source_misprint': PartnershipsSourceMisprint
  'partnerships.source_use': PartnershipsSourceUse
  'partnerships.statement': PartnershipsStatement
  'people.list_answer': PeopleListAnswer
  'people.list_check': PeopleListCheck
  'plan.challenge': PlanChallenge
  'plan.change': PlanChange
  'plan.definition': PlanDefinition
  'plan.figure': PlanFigure
  'plan.item': PlanItem
  'plan.judgement': PlanJudgement
  'plan.judgement_evidence': PlanJudgementEvidence
  'plan.measure': PlanMeasure
  'plan.plan': PlanPlan
  'plan.project': PlanProject
  'plan.project_move': PlanProjectMove
  'plan.project_report': PlanProjectReport
  'plan.project_stage': PlanProjectStage
  'plan.published_set': PlanPublishedSet
  'platform.audit_check': PlatformAuditCheck
  'platform.audit_event': PlatformAuditEvent
  'platform.audit_head': PlatformAuditHead
  'platform.file': PlatformFile
  'platform.mail': PlatformMail
  'platform.rate_limit': PlatformRateLimit
  'platform.setting': PlatformSetting
  'reports.local_addition': ReportsLocalAddition
  'reports.pin': ReportsPin
  'reports.report': ReportsReport
  'reports.section': ReportsSection
  'returns.agency_return': ReturnsAgencyReturn
  'returns.asked': ReturnsAsked
  'returns.entry': ReturnsEntry
  'returns.quarter': ReturnsQuarter
  'returns.upload': ReturnsUpload
  'reviews.case': ReviewsCase
  'reviews.case_access': ReviewsCaseAccess
  'reviews.case_history': ReviewsCaseHistory
  'reviews.case_recusal': ReviewsCaseRecusal
  'reviews.notification_count': ReviewsNotificationCount
  'thread.counter': ThreadCounter
  'thread.ended_link': ThreadEndedLink
  'thread.gap': ThreadGap
  'thread.link': ThreadLink
  'thread.record': ThreadRecord
  'thread.shared_with': ThreadSharedWith
  'thread.word': ThreadWord
  'thread.word_list': ThreadWordList
  'today.feed': TodayFeed
  'today.reminder_day': TodayReminderDay
  'today.reminder_rule': TodayReminderRule
  'today.reminder_sent': TodayReminderSent
  'today.reminder_setting': TodayReminderSetting
  'today.visit': TodayVisit
  'tracker.evidence': TrackerEvidence
  'tracker.extension': TrackerExtension
  'tracker.import': TrackerImport
  'tracker.item': TrackerItem
  'tracker.move': TrackerMove
  'tracker.part': TrackerPart
  'tracker.progress': TrackerProgress
  'tracker.retest': TrackerRetest
  'tracker.state_word': TrackerStateWord
  'training.course_delivery': TrainingCourseDelivery
  'training.e_learning': TrainingELearning
  'training.published_year': TrainingPublishedYear
}
