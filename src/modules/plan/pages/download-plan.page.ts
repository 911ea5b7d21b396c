import type { FastifyInstance } from 'fastify'
import { documentToDocx } from '#platform/documents/to-docx.ts'
import { attachment, official } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { listChanges, listItems } from '../item-store.ts'
import { listDefinitions } from '../judgement-store.ts'
import { planPaths } from '../paths.ts'
import { planDocument, planWorkbook } from '../plan-document.ts'
import { usualDay } from '../plan.ts'
import { readPlan } from '../read-plan.ts'
import { openPlan } from './show-plan.page.ts'

/** The plan to take away: as a Word document and as a workbook. */
export function downloadPlanPages(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'plan.read' }
  type Params = { Params: { slug: string } }

  app.get<Params>(planPaths.document(':slug'), { config }, async ({ actor, params }, reply) => {
    const plan = await openPlan(db, actor, params.slug)
    const state = await readPlan(db, actor, plan, usualDay(plan, clock.today()))
    const document = planDocument(plan, state, await listDefinitions(db, actor), actor.partnershipName)
    return reply
      .header('content-type', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
      .header('content-disposition', attachment(`${actor.partnershipSlug}-plan-${plan.slug}`, official, 'docx'))
      .send(await documentToDocx(document))
  })

  app.get<Params>(planPaths.workbook(':slug'), { config }, async ({ actor, params }, reply) => {
    const plan = await openPlan(db, actor, params.slug)
    const [state, items, changes] = await Promise.all([
      readPlan(db, actor, plan, usualDay(plan, clock.today())),
      listItems(db, plan.id),
      listChanges(db, plan.id),
    ])
    return reply
      .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', attachment(`${actor.partnershipSlug}-plan-${plan.slug}`, official, 'xlsx'))
      .send(await writeWorkbook(planWorkbook(plan, state, { items, changes }, actor.partnershipName)))
  })
}
