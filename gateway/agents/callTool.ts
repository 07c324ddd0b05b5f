import { nearestName } from '../../kit/nearestName.ts'
import { refuse, type AgentTool, type ToolAnswer, type ToolArguments, type ToolContext } from './agentTool.ts'
import { HIDDEN_ARGUMENTS } from './savedQueryTools.ts'

/** Calls a tool by its name; what is wrong with the call is told so that a model can mend it. */
export async function callTool(
  tools: ReadonlyMap<string, AgentTool>,
  name: string,
  given: ToolArguments,
  context: ToolContext,
): Promise<ToolAnswer> {
  const tool = tools.get(name)
  if (tool === undefined) {
    const near = nearestName(name, tools.keys())
    return refuse(
      `There is no tool ${JSON.stringify(name)}${near === undefined ? '; tools/list has those that there are' : `; do you mean ${near}?`}.`,
    )
  }
  const known = Object.keys(tool.definition.inputSchema.properties ?? {})
  const unknown = Object.keys(given).find((key) => !known.includes(key) && !HIDDEN_ARGUMENTS.has(key))
  if (unknown !== undefined)
    return refuse(`Arguments: expected ${known.join(', ') || 'none'}; got ${JSON.stringify(unknown)}.`)
  return tool.call(given, context)
}
