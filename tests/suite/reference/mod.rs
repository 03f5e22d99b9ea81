mod territory;
