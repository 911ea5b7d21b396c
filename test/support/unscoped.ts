import {
  BinaryOperationNode,
  OperationNodeTransformer,
  ReferenceNode,
  ValueNode,
  OperatorNode,
  type KyselyPlugin,
  type OperationNode,
} from 'kysely'

const scoping = new Set(['partnership_id', 'organisation_id'])

/** The column that a comparison is about, such as 'partnership_id' of `r.partnership_id = $1`. */
function columnOf(operand: OperationNode): string | undefined {
  if (!ReferenceNode.is(operand)) return undefined
  return operand.column.kind === 'ColumnNode' ? operand.column.column.name : undefined
}

class WithoutScope extends OperationNodeTransformer {
  removed = 0

  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    const isScope = scoping.has(columnOf(node.leftOperand) ?? '') && !ReferenceNode.is(node.rightOperand)
    if (!isScope) return super.transformBinaryOperation(node)
    this.removed += 1
    const one = ValueNode.createImmediate(1)
    return BinaryOperationNode.create(one, OperatorNode.create('='), one)
  }
}

/**
 * Takes out of every query each comparison of a partnership or an organisation with a value, as if whoever wrote the stores had
 * forgotten them all. Comparisons between two tables (joins) stay.
 *
 * @returns the plugin, and how many comparisons it has taken out so far
 */
export function withoutScoping(): { plugin: KyselyPlugin; removed: () => number } {
  const transformer = new WithoutScope()
  return {
    plugin: {
      transformQuery: ({ node }) => transformer.transformNode(node),
      transformResult: ({ result }) => Promise.resolve(result),
    },
    removed: () => transformer.removed,
  }
}
