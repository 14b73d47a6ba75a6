-- mart.consumer_price
-- One row per kota, month and metric; row_borrowed_from names the city whose figure it really is.
-- Reads stg.consumer_prices.
create or replace table mart.consumer_price as
select
    area_code,
    period_grain(period) as period_grain,
    period_start(period) as period_start,
    metric,
    price_change_pct,
    row_quality as quality,
    'consumer_prices' as source_id,
    row_source,
    remark_of(row_note, is_verified) as row_note,
    borrowed_from as row_borrowed_from
from stg.consumer_prices
;
