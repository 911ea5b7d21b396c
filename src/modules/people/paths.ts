const office = (id: string) => `/people/offices/${id}`
const tenure = (id: string) => `/people/tenures/${id}`

export const peoplePaths = {
  list: () => '/people',
  csv: () => '/people.csv',
  invite: () => '/people/invite',
  office,
  replace: (id: string) => `${office(id)}/replace`,
  deputy: (id: string) => `${office(id)}/deputy`,
  reportTo: (id: string) => `${office(id)}/reports-to`,
  inheritance: (id: string) => `${office(id)}/inheritance`,
  end: (tenureId: string) => `${tenure(tenureId)}/end`,
  keep: (tenureId: string) => `${tenure(tenureId)}/keep`,
  stop: (tenureId: string) => `${tenure(tenureId)}/stop`,
  letIn: (tenureId: string) => `${tenure(tenureId)}/let-in`,
  withdrawFactors: (tenureId: string) => `${tenure(tenureId)}/withdraw-factors`,
  withdrawDeputy: (id: string) => `/people/deputies/${id}/withdraw`,
  lists: () => '/people/lists',
  confirm: (organisationId: string) => `/people/lists/${organisationId}`,
  modules: () => '/people/modules',
  module: (name: string) => `/people/modules/${name}`,
  startAgain: () => '/start-again',
}
