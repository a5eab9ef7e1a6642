/** Errors about files of arrays: MATLAB, HDF5, Octave. The file name precedes the message. */
import { errorsOf } from "./message";

const data = errorsOf("data");

export const arrayFileMessages = {
  "mat-magic": data<{ found: string }>(
    ({ found }) => `not a MATLAB file: it seems to be ${found}; save it with save -v7 (version 4 is not read)`,
  ),
  "mat-damaged": data<{ reason: string }>(({ reason }) => `the MATLAB file is damaged (${reason}); save it again`),
  "hdf5-magic": data<{ found: string }>(
    ({ found }) => `not an HDF5 file: it seems to be ${found}; set data.format to what it is`,
  ),
  "hdf5-damaged": data<{ reason: string }>(
    ({ reason }) =>
      `the HDF5 file cannot be read (${reason}); save it again, with h5py's libver "earliest", or as .npz`,
  ),
  "octave-magic": data<{ found: string }>(
    ({ found }) => `not Octave's text format: it seems to be ${found}; save it with save -text`,
  ),
  "octave-damaged": data<{ name: string; what: string }>(
    ({ name, what }) => `the variable "${name}" is damaged (${what}); save it again`,
  ),
  "array-type": data<{ name: string; type: string }>(
    ({ name, type }) => `"${name}" is of the type ${type}, not an array of real numbers; save full arrays of numbers`,
  ),
  "array-too-large": data<{ values: number; limit: number }>(
    ({ values, limit }) => `an array of ${values} values, at most ${limit} are read; save it as .npz`,
  ),
};
