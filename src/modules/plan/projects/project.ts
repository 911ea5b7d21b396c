export type ProjectState = 'running' | 'paused' | 'ended'

export const projectStates = {
  running: { words: 'Running', tag: 'govuk-tag--blue' },
  paused: { words: 'Paused', tag: 'govuk-tag--yellow' },
  ended: { words: 'Ended', tag: 'govuk-tag--grey' },
} as const satisfies Record<ProjectState, { words: string; tag: string }>

/** To which states a project can go from each: an ended one is over. */
export const projectMoves = {
  running: ['paused', 'ended'],
  paused: ['running', 'ended'],
  ended: [],
} as const satisfies Record<ProjectState, readonly ProjectState[]>

export const canMove = (from: ProjectState, to: string): to is ProjectState =>
  (projectMoves[from] as readonly string[]).includes(to)
