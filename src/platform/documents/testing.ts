/** A document with one of everything; its figures are invented. Importable from tests only. */

import type { Document } from './document.ts'
import { markdownToBlocks } from './markdown.ts'

export const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="d-title" viewBox="0 0 300 100"><title id="d-title">Contacts by quarter</title><rect width="300" height="100" fill="#dfe1e2"/><text x="20" y="60" font-size="24">DRAWING-LABEL</text></svg>'

export const sampleDocument: Document = {
  title: 'Yearly report <2025-26>',
  subtitle: 'Invented figures',
  language: 'en-GB',
  marking: 'OFFICIAL',
  creator: 'Example Partnership',
  meta: [{ label: 'Published', value: '30 September 2026' }],
  blocks: [
    { type: 'contents' },
    { type: 'heading', level: 1, text: 'Money & people', id: 'money-people' },
    ...markdownToBlocks(
      'We met **four times**, see [the law](https://www.legislation.gov.uk/) and [below](#training).\n\n# Why\n\n1. First\n   - inner\n2. Second\n\n> Said once.',
      { under: 1 },
    ),
    {
      type: 'table',
      caption: 'Income by source',
      columns: [{ header: 'Source' }, { header: 'Amount', kind: 'number' }],
      rows: [
        ['Council', '£100.00'],
        ['Police', [{ text: '£50.50', bold: true }]],
      ],
      totalsRow: ['Total', '£150.50'],
      notes: ['At least: one register is missing.'],
      rowHeaders: true,
    },
    { type: 'source', text: 'Invented for this test' },
    { type: 'page-break' },
    { type: 'heading', level: 1, text: 'Training', id: 'training' },
    {
      type: 'figure',
      svg: drawing,
      alt: 'Contacts rose in every quarter.',
      caption: 'Contacts by quarter',
      width: 300,
      height: 100,
    },
    { type: 'list', ordered: true, items: [{ text: 'Alone' }] },
    { type: 'note', kind: 'warning', text: 'Income less spend does not agree with the published balance.' },
    { type: 'note', kind: 'inset', text: 'A note set in.' },
  ],
}
