/** What the Executive can do with what was escalated to it. Source: Medway's arrangements 2024, section three: "Act as a filter mechanism". */
export const filterChoices = {
  accepted: { text: 'Take it: it goes on the agenda of the next meeting', done: 'Taken on the agenda' },
  'sent-back': { text: 'Send it back to the group that it came from', done: 'Sent back' },
  outside: { text: 'Deal with it outside a meeting', done: 'Dealt with outside a meeting' },
} as const
export type FilterChoice = keyof typeof filterChoices
