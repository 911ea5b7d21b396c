const documents = '/governance/documents'
const assurances = '/governance/assurances'
const protocols = '/governance/protocols'
const disputes = '/governance/disputes'
const guidance = '/governance/guidance'
const agreements = '/governance/agreements'

export const governancePaths = {
  home: () => '/governance',

  documents: () => documents,
  addDocument: () => `${documents}/add`,
  document: (reference: string) => `${documents}/${reference}`,
  changeDocument: (reference: string) => `${documents}/${reference}/change`,
  withdrawDocument: (reference: string) => `${documents}/${reference}/withdraw`,
  addVersion: (reference: string) => `${documents}/${reference}/add-version`,
  version: (reference: string, number: number | string) => `${documents}/${reference}/versions/${number}`,
  approve: (reference: string, number: number | string) => `${documents}/${reference}/versions/${number}/approve`,
  publish: (reference: string, number: number | string) => `${documents}/${reference}/versions/${number}/publish`,
  attachFile: (reference: string, number: number | string) =>
    `${documents}/${reference}/versions/${number}/attach-file`,
  file: (reference: string, number: number | string) => `${documents}/${reference}/versions/${number}/file`,
  askSignOff: (reference: string, number: number | string) =>
    `${documents}/${reference}/versions/${number}/ask-sign-off`,

  signOffs: () => '/governance/sign-offs',
  sign: (id: string) => `/governance/sign-offs/${id}/sign`,
  evidence: (id: string) => `/governance/sign-offs/${id}/evidence`,
  recordSignature: (id: string) => `/governance/sign-offs/${id}/record`,

  assurances: () => assurances,
  addRhythm: () => `${assurances}/add-rhythm`,
  endRhythm: (id: string) => `${assurances}/rhythms/${id}/end`,
  giveAssurance: (rhythmId: string) => `${assurances}/rhythms/${rhythmId}/give`,
  assurance: (reference: string) => `${assurances}/${reference}`,
  receiveAssurance: (reference: string) => `${assurances}/${reference}/receive`,

  protocols: () => protocols,
  addProtocol: () => `${protocols}/add`,
  protocol: (reference: string) => `${protocols}/${reference}`,
  changeProtocol: (reference: string) => `${protocols}/${reference}/change`,

  disputes: () => disputes,
  openDispute: () => `${disputes}/open`,
  limits: () => `${disputes}/time-limits`,
  setLimit: (step: string) => `${disputes}/time-limits/${step}`,
  dispute: (reference: string) => `${disputes}/${reference}`,
  moveDispute: (reference: string) => `${disputes}/${reference}/move`,

  guidance: () => guidance,
  addGuidance: () => `${guidance}/add`,
  takeNational: () => `${guidance}/take-national`,
  guidanceItem: (reference: string) => `${guidance}/${reference}`,
  readGuidance: (reference: string) => `${guidance}/${reference}/read`,
  raiseGuidanceAction: (reference: string) => `${guidance}/${reference}/raise-action`,
  implementGuidance: (reference: string) => `${guidance}/${reference}/implemented`,
  refuseGuidance: (reference: string) => `${guidance}/${reference}/not-for-us`,

  agreements: () => agreements,
  addAgreement: () => `${agreements}/add`,
  agreement: (reference: string) => `${agreements}/${reference}`,
  changeAgreement: (reference: string) => `${agreements}/${reference}/change`,
  addParty: (reference: string) => `${agreements}/${reference}/add-party`,
  approveAgreement: (reference: string, partyId: string) => `${agreements}/${reference}/parties/${partyId}/approve`,

  recordReview: (reference: string) => `/governance/records/${reference}/review`,
  tie: (reference: string) => `/governance/records/${reference}/tie`,
}
