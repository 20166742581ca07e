/** What ends `npm start`, in words for the person at the keyboard. Empty where it has been said already. */
export class StartError extends Error {}
