import type { AgentSettings } from '../../agents/tools.ts'
import { flag } from './formats.ts'
import type { Rule, ValuesOf } from './rule.ts'

export const agentVariables = {
  MCP: flag.default(false),
  MCP_EXECUTE: flag.default(false),
}

type AgentValues = ValuesOf<typeof agentVariables>

export const agentRules: readonly Rule<AgentValues>[] = [
  {
    variable: 'MCP_EXECUTE',
    holds: ({ MCP, MCP_EXECUTE }) => MCP || !MCP_EXECUTE,
    expected: 'true only with MCP=true, which lets agents in at all',
  },
]

export function toAgentSettings(values: AgentValues): AgentSettings {
  return Object.freeze({ isOn: values.MCP, executes: values.MCP_EXECUTE })
}
