import { command } from '#platform/command.ts'
import type { Disposable } from '#platform/holding.ts'
import { insertDryRun, lockDisposal } from './dry-run-store.ts'
import { lookForDue } from './look-for-due.ts'

type Input = { disposables: readonly Disposable[]; today: string; now: Date }

/** Writes down what would go today. Nothing else changes; only what it lists can be destroyed in the next 24 hours. */
export const makeDryRun = command<Input, { id: string; due: number; held: number }>({
  name: 'data-protection.dry-run-made',
  permission: 'data-protection.handle',
  subject: ({ id }) => id,
  details: ({ due, held }) => ({ due, held }),
  async run(tx, actor, { disposables, today, now }) {
    await lockDisposal(tx, actor)
    const kinds = await lookForDue(tx, actor, disposables, today)
    const count = (of: 'due' | 'held') => kinds.reduce((total, kind) => total + kind[of].length, 0)
    return { id: await insertDryRun(tx, actor, kinds, now), due: count('due'), held: count('held') }
  },
})
