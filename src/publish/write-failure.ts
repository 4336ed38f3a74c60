/** Why a file or folder cannot be written, in words for whoever looks after the desk. */

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there; check the owner and mode of the folder',
  EPERM: 'this user may not write there; check the owner and mode of the folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  ENOENT: 'the folder around it is gone, or takes nothing in',
  ENOTDIR: 'a file is where a folder must be; move it away',
  EEXIST: 'a file is where a folder must be, or a link that leads nowhere; move it away',
  EISDIR: 'a folder is where a file must be; move it away',
  EIO: 'the disk failed; check the disk',
  EFBIG: 'files may not be that large there; raise the limit of the user (ulimit -f), or use another file system',
  EMFILE: 'this process may open no more files; raise its limit (ulimit -n)',
  ENFILE: 'the machine can open no more files; end what has many of them open',
  ELOOP: 'a link there leads back to itself; remove it',
  ENAMETOOLONG: 'the path is too long for the file system; put the desk into a folder with a shorter path',
};

export function writeFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? String(error);
}

const WANT_OF_ROOM = new Set<unknown>(['ENOSPC', 'EDQUOT']);

/** Whether it failed, or what it says was its cause, because a disk or a quota is full. */
export function isForWantOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && WANT_OF_ROOM.has(error.code)) || isForWantOfRoom(error.cause);
}
