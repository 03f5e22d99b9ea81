mod bad_files;
mod import_observations;
mod import_schemes;
mod import_structures;
mod interrupted;
mod report_file;
mod round_trip;
mod ways;
