-- Rows of mart.asset_point anyone may see: cameras stay coarse, by area only.
select * from mart.asset_point where is_public order by city_code, asset_id
