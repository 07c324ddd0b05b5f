export const museums = [{ id: 'm1' }, { id: 'm2' }]
export const answers: Record<string, unknown> = {
  few: [{ few: 1 }],
  many: [{ many: 1 }, { many: 2 }, { many: 3 }],
  object: { object: 1 },
  none: null,
}
