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
  reminded_on: string | null
  overdue_told_on: string | null
  confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
  confirmed_by: string | null
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

export interface ThreadLink {
  id: Generated<string>
  from_id: string
  to_id: string
  relation: string
  reason: string | null
  linked_at: ColumnType<Date, Date | string | undefined, Date | string>
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
  'identity.access': IdentityAccess
  'identity.authenticator_app': IdentityAuthenticatorApp
  'identity.code_sheet': IdentityCodeSheet
  'identity.deputy': IdentityDeputy
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
  'partnerships.agency': PartnershipsAgency
  'partnerships.area': PartnershipsArea
  'partnerships.group': PartnershipsGroup
  'partnerships.group_fact': PartnershipsGroupFact
  'partnerships.group_partnership': PartnershipsGroupPartnership
  'partnerships.link': PartnershipsLink
  'partnerships.office_duty': PartnershipsOfficeDuty
  'partnerships.office_holder': PartnershipsOfficeHolder
  'partnerships.organisation_part': PartnershipsOrganisationPart
  'partnerships.partnership': PartnershipsPartnership
  'partnerships.published_office': PartnershipsPublishedOffice
  'partnerships.seat': PartnershipsSeat
  'partnerships.seat_organisation': PartnershipsSeatOrganisation
  'partnerships.source_document': PartnershipsSourceDocument
  'partnerships.source_misprint': PartnershipsSourceMisprint
  'partnerships.source_use': PartnershipsSourceUse
  'partnerships.statement': PartnershipsStatement
  'people.list_answer': PeopleListAnswer
  'people.list_check': PeopleListCheck
  'platform.audit_check': PlatformAuditCheck
  'platform.audit_event': PlatformAuditEvent
  'platform.audit_head': PlatformAuditHead
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
  'thread.link': ThreadLink
  'thread.record': ThreadRecord
  'training.course_delivery': TrainingCourseDelivery
  'training.e_learning': TrainingELearning
  'training.published_year': TrainingPublishedYear
}
