-- Setiap indikator di lembar evaluasi kota ada di skema tahunnya.
select sheet.city_code, sheet.year, sheet.scheme_id, sheet.indicator_no
from mart.spbe_sheet as sheet
anti join mart.spbe_indicator as known using (scheme_id, indicator_no)
