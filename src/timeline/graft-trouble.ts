/** What went wrong with listing children, and what a person can do. */
export interface GraftTrouble {
  readonly message: string
  readonly whatToDo: string | undefined
}
