import { switchModuleOff, switchModuleOn } from '#modules/identity/public.ts'
import { command, refuse } from '#platform/command.ts'
import { notFound } from '#platform/errors.ts'
import { switchableModules } from './switchable-modules.ts'

const known = (module: string): boolean => Object.hasOwn(switchableModules, module)

/** Switches a module off for the partnership, with the reason; it is gone from the next request on. Nothing in it is removed. */
export const switchOff = command<{ module: string; reason: string; at: Date }, { module: string }>({
  name: 'people.module-switched-off',
  permission: 'people.switch-modules',
  subject: ({ module }) => module,
  broken: { module_off_pkey: ['reason', 'This module is off already'] },
  async run(tx, actor, { module, reason, at }) {
    if (!known(module)) throw notFound('Module')
    await switchModuleOff(tx, { partnershipId: actor.partnershipId, module, reason, by: actor.personId, at })
    return { module }
  },
})

/** Switches a module on again, with everything that it held. */
export const switchOn = command<{ module: string }, { module: string }>({
  name: 'people.module-switched-on',
  permission: 'people.switch-modules',
  subject: ({ module }) => module,
  async run(tx, actor, { module }) {
    if (!known(module)) throw notFound('Module')
    if (!(await switchModuleOn(tx, actor.partnershipId, module))) refuse('reason', 'This module is on already')
    return { module }
  },
})
