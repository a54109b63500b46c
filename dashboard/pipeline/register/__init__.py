"""The transfer register: records of research results, taken in, aggregated by declared definitions, turned into claims."""
