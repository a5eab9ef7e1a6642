/** Errors about data: files, arrays, images, labels, splits. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const config = errorsOf("config");

type Shape = readonly number[];
const shape = (sizes: Shape) => `[${sizes.join(", ")}]`;
const again = "install Matrix Network again (in a clone: npm run build)";

export const dataMessages = {
  "data-missing": data<{ name: string; path: string; key: string }>(
    ({ name, path, key }) => `${name}: there is no ${path}; put the file there or correct ${key}`,
  ),
  "path-variable/unknown": config<{ key: string; folder: string }>(
    ({ key, folder }) =>
      `${key}: \${workspaceFolder} has no value: neither ${folder} nor a folder above it contains .git or .vscode, and ` +
      `it is not in the current folder; run the command in the workspace folder, or write the path from ${folder}`,
  ),
  "data-format": config<{ file: string; title: string; format: string }>(
    ({ file, title, format }) => `data.format: ${file} is ${title}; set data.format to "${format}"`,
  ),
  "data-folder": data<{ name: string; key: string }>(
    ({ name, key }) => `${name}: a folder, not a file; give the file itself in ${key}`,
  ),
  "data-no-file": data<{ name: string; key: string }>(
    ({ name, key }) => `${name}: not an ordinary file; give a file in ${key}`,
  ),
  "data-no-file/picture": data<{ name: string }>(
    ({ name }) => `${name}: not an ordinary file; remove it, or put a picture in its place`,
  ),
  "data-unreadable/permission": data<{ name: string; path: string; key: string }>(
    ({ name, path, key }) => `${name}: no permission to read ${path}; change it, or give another file in ${key}`,
  ),
  "data-unreadable": data<{ name: string; reason: string; key: string }>(
    ({ name, reason, key }) => `${name}: cannot be read (${reason}); give another file in ${key}`,
  ),
  "data-unreadable/picture": data<{ name: string; reason: string }>(
    ({ name, reason }) => `${name}: cannot be read (${reason}); remove it`,
  ),
  "data-changed/while-read": data<{ file: string }>(
    ({ file }) => `${file}: changed while it was being read; start again when nothing writes to it`,
  ),
  "data-changed/since-training": data<{ file: string; config: string }>(
    ({ file, config }) =>
      `${file}: not the data that this run was trained on (its sha256 differs); restore it, or train ${config} again`,
  ),
  "data-read-otherwise": errorsOf("run")<{ what: string; config: string }>(
    ({ what, config }) =>
      `data.${what}: the values in manifest.json differ from those of the data now, although its bytes are the same; ` +
      `the manifest is damaged, or another version read the data: use that version, or train ${config} again`,
  ),
  "export-shift": data<{ column: string; format: string }>(
    ({ column, format }) =>
      `column "${column}": float32 cannot distinguish its values, and ${format} takes inputs in float32; ` +
      "export to js, json or npz, or subtract its mean from the column and train again",
  ),
  "data-large": data<{ megabytes: number }>(
    ({ megabytes }) => `${megabytes} MB are too large to read while you edit; run: matrix-network check`,
  ),
  "mnist-missing": data<{ path: string }>(({ path }) => `${path}: missing; ${again}`),
  "mnist-damaged": data<{ path: string }>(({ path }) => `${path}: damaged; ${again}`),

  "not-finite/array": data<{ file: string; input: number; example: number; value: number | bigint }>(
    ({ file, input, example, value }) =>
      `${file}: input ${input} of example ${example} (counted from 0) is ${value}, not a float32 number; ` +
      "correct or remove it",
  ),
  "npy-shape/examples": data<{ name: string; shape: Shape }>(
    ({ name, shape: found }) => `${name}: has the shape ${shape(found)}; [examples, inputs] is needed`,
  ),
  "npy-shape/inputs": data<{ file: string; shape: Shape; inputs: number }>(
    ({ file, shape: found, inputs }) =>
      `${file}: an array of shape ${shape(found)} for a network of ${inputs} inputs; ` +
      `[examples, ${inputs}] is needed`,
  ),
  "npz-key/examples": data<{ file: string; names: string }>(
    ({ file, names }) =>
      `${file}: it is not clear which of its arrays (${names || "none"}) holds the examples; name that one "x"`,
  ),
  "npz-key/config": config<{ path: string; key: string; names: string }>(
    ({ path, key, names }) => `data.keys: ${path} has no array "${key}"; it has ${names || "none"}; correct the key`,
  ),
  "npz-key/labels": data<{ name: string; arrays: string }>(
    ({ name, arrays }) =>
      `${name}: none of its arrays (${arrays || "none"}) are inputs [examples, …] with labels [examples]; add them`,
  ),
  "pickle-pairs": data<{ path: string }>(
    ({ path }) =>
      `${path}: does not contain two or three pairs of arrays, (training inputs, training labels), (validation …), ` +
      "(test …); save these, as mnist.pkl.gz does",
  ),
  "test-pair/arrays": config<{ given: string; missing: string }>(
    ({ given, missing }) => `data.keys.${given}: needs ${missing} too; give both, or neither`,
  ),
  "idx-test-pair": config<{ missing: string }>(
    ({ missing }) => `data.${missing}: missing; test images and test labels go together; give both, or neither`,
  ),
  "test-shape/parts": data<{ name: string; shape: Shape; before: Shape }>(
    ({ name, shape: found, before }) =>
      `${name}: of another shape or type than the arrays before it (${shape(found)} and ${shape(before)}); ` +
      "use one shape and type",
  ),
  "test-shape/examples": data<{ test: string; shape: Shape; train: string; trainShape: Shape }>(
    ({ test, shape: found, train, trainShape }) =>
      `${test}: examples of shape ${shape(found)}, those of ${train} have ${shape(trainShape)}; ` +
      "both must have one shape",
  ),
  "label-count": data<{ labelsName: string; labels: number; inputsName: string; examples: number }>(
    ({ labelsName, labels, inputsName, examples }) =>
      `${labelsName}: ${labels} labels for the ${examples} examples of ${inputsName}; ` +
      "give inputs and labels that belong together",
  ),
  "labels-shape/dimensions": data<{ file: string; shape: Shape }>(
    ({ file, shape: found }) =>
      `${file}: labels have the shape ${shape(found)} instead of one number per example; ` +
      "keep the column that holds the class, or check that images and labels are not swapped",
  ),
  "labels-shape/one-hot": data<{ file: string }>(
    ({ file }) =>
      `${file}: some rows have several 1 or none, and all rows of the training labels have a single 1; correct these ` +
      'rows, or set data.task to "multi-label"',
  ),
  "labels-shape/multi-label": data<{ file: string }>(
    ({ file }) =>
      `${file}: some rows have several 1 or none (multi-label), which is not read from IDX files; save images and ` +
      "labels in an .npz file",
  ),
  "label-binary": data<{ file: string; label: number; example: number; column: number }>(
    ({ file, label, example, column }) =>
      `${file}: label ${label} of example ${example} in column ${column} (counted from 0) is not 0 or 1, as the ` +
      "training labels are; correct it",
  ),
  "labels-shape/outputs": data<{ name: string; found: number; expected: number }>(
    ({ name, found, expected }) =>
      `${name}: ${found} numbers per example, the training labels have ${expected}; use the same number`,
  ),
  "label-out-of-range": data<{
    file: string;
    label: number;
    example: number;
    classes: number;
    first?: number;
    isNamed: boolean;
  }>(
    ({ file, label, example, classes, first = 0, isNamed }) =>
      `${file}: label ${label} of example ${example} (counted from 0) is not a whole number ` +
      `from ${first} to ${first + classes - 1}; ` +
      (isNamed ? "correct the label, or name every class in data.classNames" : `number the classes from ${first}`),
  ),
  "label-out-of-range/below": data<{ file: string; label: number; example: number; first: number; missing: number }>(
    ({ file, label, example, first, missing }) =>
      `${file}: label ${label} of example ${example} (counted from 0) is not a whole number from ${first}; ` +
      (first === 1 && missing === 1
        ? "set data.labelsStartAt to 0"
        : `number the classes from ${first}: add ${missing} to all labels, or leave out examples without a class`),
  ),
  "label-out-of-range/signs": data<{ file: string; label: number; example: number }>(
    ({ file, label, example }) =>
      `${file}: label ${label} of example ${example} (counted from 0) is not -1 or 1, as the training labels are; ` +
      "correct it",
  ),
  "idx-labels": data<{ name: string }>(
    ({ name }) =>
      `${name}: there is no labels file next to it; choose the training images, such as train-images-idx3-ubyte`,
  ),
  "one-class": data<{ file: string; label: string }>(
    ({ file, label }) => `${file}: every label is ${label}; add examples of another class, or choose other labels`,
  ),
  "no-examples/file": data<{ file: string }>(
    ({ file }) => `${file}: contains no examples; choose a file with examples`,
  ),
  "no-examples/table": data<{ file: string }>(
    ({ file }) => `${file}: contains no examples; choose a table with examples`,
  ),
  "no-examples/pictures": data<{ path: string }>(
    ({ path }) =>
      `${path}: contains no pictures that can be read (PNG, JPEG, WebP, BMP, GIF); choose a folder of pictures`,
  ),
  "range-too-wide": data<{ name: string; input: number; range: number }>(
    ({ name, input, range }) => `${name}: input ${input} spans ${range}, more than float32 holds; divide its values`,
  ),

  "class-names/count": config<{ names: number; classes: number; data: string }>(
    ({ names, classes, data: of }) =>
      `data.classNames: ${names} names for the ${classes} classes of ${of}; name each class once`,
  ),
  "class-names/missing": config<{ file: string; name: string }>(
    ({ file, name }) => `data.classNames: ${file} also has the class "${name}"; add its name`,
  ),
  "class-names/folders": config<{ path: string; folders: readonly string[] }>(
    ({ path, folders }) => `data.classNames: the folders of ${path} are ${folders.join(", ")}; give these names`,
  ),
  "class-weights/regression": config(() => "data.classWeights: a regression has no classes; remove it"),
  "class-weights/multi-label": config(
    () =>
      "data.classWeights: weights require one class per example, and these labels do not exclude each other; remove it",
  ),
  "class-weights/count": config<{ weights: number; classes: number }>(
    ({ weights, classes }) => `data.classWeights: ${weights} weights for ${classes} classes; give one weight per class`,
  ),
  "image-shape/inputs": config<{ wanted: Shape; inputs: number; name: string }>(
    ({ wanted, inputs, name }) =>
      `data.imageShape: ${shape(wanted)} is not the ${inputs} inputs of ${name}; correct or remove it`,
  ),
  "images-classes/few": data<{ path: string; folders: number }>(
    ({ path, folders }) => `${path}: contains ${folders} folders; give each class a separate folder`,
  ),
  "images-classes/nested": data<{ path: string; inner: string }>(
    ({ path, inner }) => `${path}: its only folder contains the folders of the classes; set data.path to ${inner}`,
  ),
  "images-classes/unknown": data<{ path: string; folder: string; trainPath: string; classes: readonly string[] }>(
    ({ path, folder, trainPath, classes }) =>
      `${path}: the folder ${folder} is not a class of ${trainPath} (${classes.join(", ")}); rename or remove it`,
  ),
  "images-folder": data<{ folder: string; path: string; reason: string; key: string }>(
    ({ folder, path, reason, key }) =>
      `${folder}: ${path} ${folderProblems[reason] ?? `cannot be read (${reason})`}; ` +
      `give a folder with one folder per class in ${key}`,
  ),
  "images-size": config<{ name: string; height: number; width: number }>(
    ({ name, height, width }) =>
      `${name}: ${height} × ${width} pixels are too many inputs; set data.size, such as [64, 64]`,
  ),
  "images-size/config": config<{ height: number; width: number }>(
    ({ height, width }) =>
      `data.size: ${height} × ${width} pixels are too many inputs (16 million at most); set a smaller one, such as [64, 64]`,
  ),
  "images-size/side": config<{ height: number; width: number }>(
    ({ height, width }) =>
      `data.size: ${height} × ${width} pixels are too many on one side (65,536 at most); set a smaller one, such as [64, 64]`,
  ),
  "images-size/table": config<{ count: number; shape: Shape }>(
    ({ count, shape: size }) =>
      `data.size: ${count} pictures of ${size.join(" × ")} need more than 4 GB of memory; set a smaller one, such as [64, 64]`,
  ),
  "picture-link": data<{ name: string; reason: string }>(
    ({ name, reason }) => `${name}: a broken link (${reason}); correct or remove it`,
  ),
  "picture-depth": data<{ name: string; deepest: number }>(
    ({ name, deepest }) => `${name}: more than ${deepest} folders deep; give the folder with the pictures itself`,
  ),
  "picture-file-size": data<{ name: string; megabytes: number }>(
    ({ name, megabytes }) => `${name}: ${megabytes} MB are too large for a picture (256 MB at most); remove it`,
  ),
  "no-pictures/range": data<{ input: string }>(
    ({ input }) =>
      `${input}: this run does not record from 0 to what a pixel goes in its inputs; ` +
      "give it an array (.npy) of such numbers as it was trained on",
  ),
  "no-pictures": data<{ input: string }>(
    ({ input }) => `${input}: the inputs of this network are not pictures; give it a table or an array`,
  ),

  "labels-start": config<{ format: string }>(
    ({ format }) => `data.labelsStartAt: ${format} data already names its classes; remove data.labelsStartAt`,
  ),
  "labels-start/columns": config(
    () =>
      "data.labelsStartAt: several label columns are not class numbers; name one column in data.label, or remove data.labelsStartAt",
  ),
  "labels-start/task": config<{ task: string }>(
    ({ task }) =>
      `data.labelsStartAt: class numbers require a classification, and data.task is ${task}; remove one of the two`,
  ),
  "task-data": config<{ format: string }>(
    ({ format }) => `data.task: ${format} data contains classes; remove data.task`,
  ),
  "task-labels/text": config(() => "data.task: a regression needs numeric labels; these are text"),
  "task-labels/several": config(
    () =>
      "data.label: a classification has one label column, or several of 0 and 1 with a single 1 in every row; give " +
      "these, or set data.task to regression",
  ),
  "task-labels/multi-label": config(
    () =>
      "data.task: some rows have several 1 or none among their labels, which is no classification of one class per " +
      'example; set data.task to "multi-label"',
  ),
  "task-labels/binary": config(
    () =>
      "data.task: multi-label needs several label columns that contain only 0 and 1; give these, or remove data.task",
  ),
  "task-output/regression": config(
    () => 'cost: a regression needs the quadratic cost; set "cost": "quadratic" and a linear output layer',
  ),
  "task-output/several-labels": config<{ activation: string }>(
    ({ activation }) =>
      `layers: some examples have several labels of 1 or none (multi-label), and ${activation} outputs are not ` +
      'independent probabilities; set the activation of the output layer to "sigmoid"',
  ),
  "test-split/read": config<{ name: string }>(
    ({ name }) => `data.test: ${name} already has test examples; remove data.test`,
  ),
  "split-too-large/read": config<{ key: string; count: number; available: number }>(
    ({ key, count, available }) => `${key}: ${count} of ${available} examples leave none to train on; hold out fewer`,
  ),
};

const folderProblems: Record<string, string> = { ENOTDIR: "is not a folder", ENOENT: "does not exist" };
