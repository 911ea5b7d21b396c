/** The sheets of the template; `lists` holds the choices for a cell where they are too long for it. */
export const templateSheets = { figures: 'Figures', how: 'How to fill this in', lists: 'Lists' } as const
