/** One client's load of the bench would pass what a client may cost by default. */
export const WITHOUT_BUDGETS = { BUDGETS: 'anonymous=999999999999:999999999999' }
