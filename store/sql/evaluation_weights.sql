-- weights of a smart-city evaluation in other regions
select region_name, year, component_name, weight_pct, quality, source_id, row_source, row_note from mart.evaluation_weight order by region_name, year, weight_pct desc
