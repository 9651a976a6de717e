/** Standard output as a terminal of COLUMNS columns would be: what documents show is what people see. */
process.stdout.isTTY = true;
process.stdout.columns = Number(process.env.COLUMNS);
