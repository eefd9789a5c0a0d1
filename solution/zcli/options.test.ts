import { describe, expect, it } from 'vitest';
import { UsageError } from './flags.ts';
import { readNaiveFlags } from './options.ts';

const LOCAL = (port: number) => ({ host: '127.0.0.1', port });
const read = (line: string) => readNaiveFlags(line.split(' ').filter((word) => word !== ''));

describe('the command line of naive', () => {
  it('starts a master as in the lab', () => {
    expect(read('-role master -maddr :8000')).toEqual({
      role: 'master',
      maddr: LOCAL(8000),
      f: 1,
      view: 0,
      logLevel: 1,
    });
    expect(read('-role master -maddr :0 -f 2 -view 9 -log 0')).toMatchObject({
      maddr: LOCAL(0),
      f: 2,
      view: 9,
      logLevel: 0,
    });
  });

  it('starts a server as in the lab', () => {
    expect(read('-role server -pri pri.pem -pub pub.pem -maddr :8000 -saddr :8001')).toEqual({
      role: 'server',
      maddr: LOCAL(8000),
      saddr: LOCAL(8001),
      pri: 'pri.pem',
      pub: 'pub.pem',
      batch: 1,
      logLevel: 1,
    });
  });

  it('lets a server order several requests under one seq', () => {
    const server = '-role server -pri pri.pem -pub pub.pem -maddr :8000 -saddr :8001';
    expect(read(`${server} -batch 16`)).toMatchObject({ batch: 16 });
    expect(() => read(`${server} -batch 0`)).toThrow('-batch');
    expect(() => read(`${server} -batch 257`)).toThrow('-batch');
    expect(() => read('-role client -maddr :8000 -batch 2')).toThrow('a client takes no -batch');
  });

  it('starts a client as in the lab', () => {
    expect(read('-role client -maddr :8000 -caddr :8005')).toEqual({
      role: 'client',
      maddr: LOCAL(8000),
      caddr: LOCAL(8005),
      keyFiles: undefined,
      logLevel: 1,
      command: undefined,
    });
  });

  it('gives a client any free port, its keys, and a command, for scripts', () => {
    expect(read('-role client -maddr :8000 -pri a -pub b put x -5')).toMatchObject({
      caddr: LOCAL(0),
      keyFiles: { pri: 'a', pub: 'b' },
      command: 'put x -5',
    });
  });

  it('asks for the usage', () => {
    expect(read('-help')).toBeUndefined();
    expect(read('-role nobody -h')).toBeUndefined();
  });

  it.each([
    ['', '-role must be master, server or client, not nothing'],
    ['-role leader', '-role must be master, server or client, not "leader"'],
    ['-role toString', '-role must be master, server or client, not "toString"'],
    ['master -maddr :8000', '-role must be master, server or client, not nothing'],
    ['-role master', 'a master needs -maddr'],
    ['-role master -maddr 8000', '-maddr: bad address "8000"'],
    ['-role master -maddr :8000 -f 0', '-f must be a whole number from 1 to 100, not "0"'],
    ['-role master -maddr :8000 -f -1', '-f must be a whole number from 1 to 100, not "-1"'],
    ['-role master -maddr :8000 -log 4', '-log must be a whole number from 0 to 3, not "4"'],
    ['-role master -maddr :8000 -view -1', '-view must be a whole number from 0 to'],
    ['-role master -maddr :8000 -saddr :8001', 'a master takes no -saddr'],
    ['-role master -maddr :8000 now', 'a master takes flags only, not "now"'],
    ['-role server -maddr :8000 -f 1', 'a server takes no -f'],
    ['-role server -maddr :8000', 'a server needs -saddr'],
    ['-role server -maddr :8000 -saddr :8001', 'a server needs -pri'],
    ['-role server -maddr :8000 -saddr :8001 -pri a', 'a server needs -pub'],
    ['-role server -maddr :8000 -saddr :8001 -pri= -pub b', 'a server needs -pri'],
    ['-role server -maddr :8000 -saddr x -pri a -pub b', '-saddr: bad address "x"'],
    ['-role server -maddr :0 -saddr :0 -pri a -pub b', '-maddr must be the port that the master'],
    ['-role client', 'a client needs -maddr'],
    ['-role client -maddr :8000 -caddr x', '-caddr: bad address "x"'],
    ['-role client -maddr :8000 -pri a', '-pri and -pub go together'],
    ['-role client -maddr :8000 -view 1', 'a client takes no -view'],
    ['-role client -maddr', 'flag -maddr needs a value'],
    ['-role client -port 1', 'unknown flag -port'],
  ])('"%s" is refused: %s', (line, message) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(message);
  });
});
