/**
 * What stops a command for a reason outside the program: a setting, a full disk, a taken port. The message stands alone:
 * what happened, where, what to do; it is shown without a stack. Anything else that is thrown is a fault in Wiredesk.
 */
export class WiredeskError extends Error {
  override readonly name: string = 'WiredeskError';
}

/** There is nothing by that name. */
export class NotFoundError extends WiredeskError {}

/** It may be done at another time, or to another: not as things stand. */
export class ConflictError extends WiredeskError {}
