import { command, refuse } from '#platform/command.ts'
import type { Db } from '#platform/db/connect.ts'
import { everyState, isState, states, type State } from './states.ts'

export type StateWord = { state: State; words: string; tag: string; meaning: string }
/** How a partnership shows each state: its own words, or those of the state that stands for one it has not switched on. */
export type StateWords = (state: string) => StateWord

/** A partnership's words for the states. */
export async function findStateWords(db: Db, partnershipId: string): Promise<StateWords> {
  const own = await listOwnWords(db, partnershipId)
  return (text) => {
    const state = isState(text) ? text : 'proposed'
    const shown = shownAs(state, (each) => own.get(each)?.isShown ?? states[each].shownAs === null)
    const { words, tag, meaning } = states[shown]
    return { state: shown, words: own.get(shown)?.words ?? words, tag, meaning }
  }
}

/** The state whose words are shown for a state. */
export function shownAs(state: State, isShown: (state: State) => boolean): State {
  const { shownAs: other } = states[state]
  return other === null || isShown(state) ? state : other
}

/** The states that a partnership shows apart, in their order. */
export const shownStates = (words: StateWords): StateWord[] =>
  everyState.map((state) => words(state)).filter((word, index) => word.state === everyState[index])

/** All states that are shown as this one. */
export const statesShownAs = (words: StateWords, shown: State): State[] =>
  everyState.filter((state) => words(state).state === shown)

export async function listOwnWords(
  db: Db,
  partnershipId: string,
): Promise<Map<State, { words: string; isShown: boolean }>> {
  const rows = await db
    .selectFrom('tracker.state_word')
    .where('partnership_id', '=', partnershipId)
    .select(['state', 'words', 'is_shown as isShown'])
    .execute()
  return new Map(rows.flatMap(({ state, ...own }) => (isState(state) ? [[state, own] as const] : [])))
}

type Choice = { words: Readonly<Record<State, string>>; shown: readonly State[] }

/** Chooses a partnership's words for the states and which it shows apart. The states themselves stay what they are. */
export const chooseStateWords = command<Choice, { partnershipId: string }>({
  name: 'tracker.state-words-chosen',
  permission: 'tracker.settings',
  subject: ({ partnershipId }) => partnershipId,
  details: (_value, { words, shown }) => ({ words: { ...words }, shown: [...shown] }),
  async run(tx, actor, { words, shown }) {
    const wanted = everyState.map((state) => words[state].toLowerCase())
    const twice = everyState.find((state, index) => wanted.indexOf(words[state].toLowerCase()) !== index)
    if (twice !== undefined) refuse(`words-${twice}`, 'Enter words that no other state has')
    for (const state of everyState) {
      const isShown = states[state].shownAs === null || shown.includes(state)
      const values = { words: words[state], is_shown: isShown }
      await tx
        .insertInto('tracker.state_word')
        .values({ partnership_id: actor.partnershipId, state, ...values })
        .onConflict((conflict) => conflict.columns(['partnership_id', 'state']).doUpdateSet(values))
        .execute()
    }
    return { partnershipId: actor.partnershipId }
  },
})
